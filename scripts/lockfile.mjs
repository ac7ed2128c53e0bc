// Is what lies in node_modules what package-lock.json says? Compared package by package with npm's own record
// (node_modules/.package-lock.json, written last by an install), so that a warm start need not run npm at all.
import fs from "node:fs";
import path from "node:path";

/** What differs, as { text, tolerable }; nothing when the installation is current. */
export function lockfileProblems(root) {
  const lock = readJson(path.join(root, "package-lock.json"));
  const installed = readJson(path.join(root, "node_modules/.package-lock.json"));
  if (!lock) return [{ text: "package-lock.json is missing" }];
  if (!installed) return [{ text: "node_modules is missing" }];
  const problems = [];
  const manifest = readJson(path.join(root, "package.json")) ?? {};
  for (const kind of ["dependencies", "devDependencies", "optionalDependencies"]) {
    // npm lets it pass where the lockfile's versions fit the new ranges too.
    if (!sameEntries(manifest[kind], lock.packages[""]?.[kind]))
      problems.push({ text: `package.json has other ${kind} than package-lock.json`, tolerable: true });
  }
  for (const [folder, wanted] of Object.entries(lock.packages)) {
    if (folder === "" || wanted.link || (wanted.optional && !isForHere(wanted))) continue;
    const have = installed.packages[folder];
    // npm leaves an optional package out when it cannot be had; that it has another version is another matter.
    if (!have && wanted.optional && !wanted.os && !wanted.cpu) continue;
    const present = have && (!isTopLevel(folder) || fs.existsSync(path.join(root, folder)));
    if (present && have.version === wanted.version) continue;
    const name = folder.slice("node_modules/".length);
    problems.push({
      text: `${name} is ${present ? have.version : "missing"}, wanted ${wanted.version}`,
      tolerable: wanted.optional && !present,
    });
  }
  return problems;
}

function isForHere({ os, cpu, libc }) {
  return allows(os, process.platform) && allows(cpu, process.arch) && (process.platform !== "linux" || allows(libc, libcHere()));
}

// npm's lists name what is allowed, or with "!" what is not.
function allows(list, value) {
  if (!list) return true;
  return list.includes(value) || (list.every((item) => item.startsWith("!")) && !list.includes(`!${value}`));
}

let report;
function libcHere() {
  // Without this the report looks up the names of all network neighbours, which can take seconds.
  process.report.excludeNetwork = true;
  report = report ?? process.report.getReport();
  return report.header.glibcVersionRuntime ? "glibc" : "musl";
}

function isTopLevel(folder) {
  return folder.lastIndexOf("node_modules/") === 0;
}

function sameEntries(a = {}, b = {}) {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => a[key] === b[key]);
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
