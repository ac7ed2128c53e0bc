import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { lockfileProblems } from "./lockfile.mjs";

let root: string;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "trackside-lockfile-"));
});
afterEach(() => fs.rmSync(root, { recursive: true }));

type Entry = { version: string; optional?: boolean; os?: string[]; cpu?: string[] };

function install(wanted: Record<string, Entry>, have: Record<string, Entry>, dependencies = { a: "^1.0.0" }) {
  const write = (file: string, content: unknown) => {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), JSON.stringify(content));
  };
  write("package.json", { dependencies });
  write("package-lock.json", { packages: { "": { dependencies: { a: "^1.0.0" } }, ...wanted } });
  write("node_modules/.package-lock.json", { packages: have });
  for (const folder of Object.keys(have)) write(`${folder}/package.json`, {});
}

const texts = () => lockfileProblems(root).map((problem) => problem.text);
const a = { "node_modules/a": { version: "1.0.0" } };

it("is content with what the lockfile says", () => {
  install(a, a);
  expect(texts()).toEqual([]);
});

it("sees a missing folder, a missing package and another version", () => {
  install(a, a);
  fs.rmSync(path.join(root, "node_modules/a"), { recursive: true });
  expect(texts()).toEqual(["a is missing, wanted 1.0.0"]);
  install(a, {});
  expect(texts()).toEqual(["a is missing, wanted 1.0.0"]);
  install(a, { "node_modules/a": { version: "0.9.0" } });
  expect(texts()).toEqual(["a is 0.9.0, wanted 1.0.0"]);
});

it("sees that nothing is installed, and that package.json has moved on", () => {
  install(a, a, { a: "^2.0.0" });
  expect(texts()).toEqual(["package.json has other dependencies than package-lock.json"]);
  fs.rmSync(path.join(root, "node_modules"), { recursive: true });
  expect(texts()).toEqual(["node_modules is missing"]);
});

it("does not ask for another platform's packages, but for this one's", () => {
  const elsewhere = process.platform === "win32" ? "linux" : "win32";
  install({ ...a, "node_modules/b": { version: "1.0.0", optional: true, os: [elsewhere] } }, a);
  expect(texts()).toEqual([]);
  install({ ...a, "node_modules/b": { version: "1.0.0", optional: true, os: [process.platform] } }, a);
  expect(lockfileProblems(root)).toEqual([{ text: "b is missing, wanted 1.0.0", tolerable: true }]);
  install({ ...a, "node_modules/b": { version: "1.0.0", optional: true, os: [`!${process.platform}`] } }, a);
  expect(texts()).toEqual([]);
});
