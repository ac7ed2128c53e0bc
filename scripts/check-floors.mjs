// Checks the building plan: floors (floors.mjs), circles, process.env, and how large and how deep files may be.
import "./node-version.mjs";
import fs from "node:fs";
import path from "node:path";
import { findCycles } from "./find-cycles.mjs";
import { mayImport, placeOf } from "./floors.mjs";
import { isEntry } from "./is-entry.mjs";
import { lineAt, readImports, resolveImport } from "./read-imports.mjs";

const folders = ["app", "components", "server", "db", "client", "examples", "bench"];
const limits = { lines: 300, pageLines: 40, depth: 4 };
const generated = /^db\/migrations\/|\.generated\.tsx?$/;
const vague = /(^|[/-])(utils?|helpers?|misc|common|types)\.tsx?$|\/index\.tsx?$/;
const mayReadEnv = /^server\/env\.ts$|\.config\.ts$/;

/** `files` maps paths from the repository's root, with "/", to texts. Returns one line per violation, sorted. */
export function checkFloors(files) {
  const parsed = new Map();
  for (const [file, text] of files) {
    const { imports, code } = readImports(file, text);
    const edges = imports.map((item) => ({ ...item, to: resolveImport(file, item.specifier, files) }));
    parsed.set(file, { text, code, edges, place: placeOf(file) });
  }
  const found = [];
  const report = (file, line, rule, why) => found.push({ file, line, rule, why });
  for (const [file, unit] of parsed) {
    checkShape(file, unit, report);
    if (!unit.place) {
      report(file, 1, "place", "this file is on no floor: put it where one is, or name it in scripts/floors.mjs");
      continue;
    }
    checkEnv(file, unit, report);
    for (const edge of unit.edges) checkEdge(file, unit, edge, parsed, report);
  }
  checkCycles(parsed, report);
  found.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
  return [...new Set(found.map(({ file, line, rule, why }) => `${file}:${line}  ${rule}  ${why}`))];
}

function checkEdge(file, { place }, edge, parsed, report) {
  if (place.plain && /^(node:|server-only$)/.test(edge.specifier))
    report(file, edge.line, `${place.name} → ${edge.specifier}`, place.why);
  if (place.closed && leaves(file, edge.specifier, place.closed))
    return report(file, edge.line, `${place.name} → outside`, place.why);
  const target = edge.to && parsed.get(edge.to).place;
  if (!target || !place.may) return;
  if (!mayImport(file, place, edge.to, target, edge.isType)) {
    const upward = target.floor > place.floor ? ` (floor ${place.floor} imports floor ${target.floor})` : "";
    report(file, edge.line, `${place.name} → ${target.name}`, `${edge.to}${upward}: ${place.why}`);
  } else if (place.neverReaches && target !== place && !edge.isType) {
    const way = wayToAny(edge.to, place.neverReaches, parsed);
    if (way)
      report(file, edge.line, `${place.name} → … → ${parsed.get(way.at(-1)).place.name}`, `${way.join(" → ")}: ${place.why}`);
  }
}

function wayToAny(start, names, parsed) {
  const seen = new Set([start]);
  const queue = [[start]];
  for (const way of queue) {
    const { place, edges } = parsed.get(way.at(-1));
    if (place && names.includes(place.name)) return way;
    for (const { to, isType } of edges) {
      if (!to || isType || seen.has(to)) continue;
      seen.add(to);
      queue.push([...way, to]);
    }
  }
  return undefined;
}

function leaves(file, specifier, folder) {
  if (specifier.startsWith("@/")) return true;
  return specifier.startsWith(".") && !path.posix.join(path.posix.dirname(file), specifier).startsWith(folder);
}

function checkEnv(file, { place, code }, report) {
  if (place.name === "test" || place.name === "bench" || mayReadEnv.test(file)) return;
  for (const match of code.matchAll(/\bprocess\s*(\?\.|\.|\[\s*["'])\s*env\b|from\s+["'](node:)?process["']/g))
    report(file, lineAt(code, match.index), "env", "only server/env.ts reads the environment");
}

function checkShape(file, { text, place }, report) {
  const lines = text.trimEnd().split("\n").length;
  if (lines > limits.lines && !generated.test(file)) report(file, lines, "size", `${lines} lines, at most ${limits.lines}`);
  if (/^app\/(.*\/)?page\.tsx$/.test(file) && lines > limits.pageLines)
    report(file, lines, "page-size", `${lines} lines, a page has at most ${limits.pageLines}`);
  const depth = file.split("/").length - 2;
  if (depth > limits.depth && place?.name !== "page")
    report(file, 1, "depth", `${depth} folders deep, at most ${limits.depth} inside a layer`);
  if (vague.test(file) && file !== "db/schema/index.ts")
    report(file, 1, "name", "name the file after what it does; no barrels, utils, helpers, misc, common, types");
}

function checkCycles(parsed, report) {
  const graph = new Map([...parsed].map(([file, { edges }]) => [file, new Set(edges.flatMap(({ to }) => (to ? [to] : [])))]));
  for (const cycle of findCycles(graph)) {
    const next = cycle[1] ?? cycle[0];
    const line = parsed.get(cycle[0]).edges.find(({ to }) => to === next).line;
    report(cycle[0], line, "cycle", [...cycle, cycle[0]].join(" → "));
  }
}

function readSources(root) {
  const atRoot = fs.readdirSync(root).filter((name) => isSource(name) && !name.endsWith(".config.ts"));
  const files = [...atRoot, ...folders.flatMap((folder) => sourcesBelow(root, folder))];
  return new Map(files.map((file) => [file, fs.readFileSync(path.join(root, file), "utf8")]));
}

function sourcesBelow(root, folder) {
  if (!fs.existsSync(path.join(root, folder))) return [];
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : sourcesBelow(root, file);
    return isSource(entry.name) ? [file] : [];
  });
}

function isSource(name) {
  return /\.tsx?$/.test(name) && !name.endsWith(".d.ts");
}

if (isEntry(import.meta.url)) {
  const sources = readSources(path.dirname(import.meta.dirname));
  const violations = checkFloors(sources);
  for (const violation of violations) console.log(violation);
  console.log(`${sources.size} files, ${violations.length} ${violations.length === 1 ? "violation" : "violations"}`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
