// Adds to package-lock.json the native packages of other platforms that npm left out, from the names and versions that
// their owners state. npm drops what it cannot reach while it writes the file (npm/cli#4828), and then `npm ci` refuses
// the whole of it. Run after an `npm install`, when `npm run verify` says so; with --check it only says so.
import "./node-version.mjs";
import fs from "node:fs";
import path from "node:path";
import { isEntry } from "./is-entry.mjs";

/** The entries that are missing, by their place in the lockfile. */
function missingEntries(packages) {
  const missing = {};
  for (const [folder, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (packages[`node_modules/${name}`] || packages[`${folder}/node_modules/${name}`]) continue;
      missing[`node_modules/${name}`] = lockEntry(name, version, dev);
    }
  }
  return missing;
}

// These packages are named for what they run on: <package>-<os>-<cpu>-<libc>. The keys are in npm's order.
function lockEntry(name, version, dev) {
  const part = (pattern) => name.match(pattern)?.[1];
  const os = part(/\b(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)\b/);
  const cpu = part(/-(arm64|arm|ia32|loong64|ppc64|riscv64|s390x|wasm32|x64)\b/);
  const libc = os === "linux" && { gnu: "glibc", musl: "musl" }[part(/-(gnu|musl)(eabihf)?$/)];
  if (!cpu) throw new Error(`${name} does not say what it runs on: add it to package-lock.json by hand`);
  return { version, cpu: [cpu], ...(dev && { dev }), ...(libc && { libc: [libc] }), optional: true, ...(os && { os: [os] }) };
}

if (isEntry(import.meta.url)) {
  const file = path.join(path.dirname(import.meta.dirname), "package-lock.json");
  const lock = JSON.parse(fs.readFileSync(file, "utf8"));
  const missing = Object.entries(missingEntries(lock.packages));
  if (process.argv.includes("--check")) {
    for (const [place] of missing) console.log(`package-lock.json lacks ${place}: run node scripts/complete-lockfile.mjs`);
    process.exitCode = missing.length === 0 ? 0 : 1;
  } else {
    const [rootEntry, ...others] = Object.entries(lock.packages);
    const sorted = [...others, ...missing].toSorted(([a], [b]) => a.localeCompare(b, "en"));
    lock.packages = Object.fromEntries([rootEntry, ...sorted]);
    if (missing.length > 0) fs.writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
    console.log(`${missing.length} entries added`);
  }
}
