import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { clearStamp, hashSources, isBuilt, writeStamp } from "./build-stamp.mjs";

let root: string;

function write(file: string, content: string) {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), content);
}

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "trackside-stamp-"));
  write("server/main.ts", "1");
  write("app/page.tsx", "1");
  write("dist/main.js", "1");
  write(".next/BUILD_ID", "1");
  for (const part of ["server", "app"]) writeStamp(root, part, hashSources(root, part));
});
afterEach(() => fs.rmSync(root, { recursive: true }));

const built = () => ["server", "app"].filter((part) => isBuilt(root, part));

it("is current after a build, whatever the times of the files", () => {
  fs.utimesSync(path.join(root, "server/main.ts"), 0, 0);
  expect(built()).toEqual(["server", "app"]);
});

it("sees a changed page, a new file and a removed one", () => {
  write("app/page.tsx", "2");
  expect(built()).toEqual(["server"]);
  write("app/page.tsx", "1");
  write("server/runs/new.ts", "");
  expect(built()).toEqual([]);
  fs.rmSync(path.join(root, "server/runs/new.ts"));
  expect(built()).toEqual(["server", "app"]);
});

it("looks past tests and notes", () => {
  write("server/main.test.ts", "");
  write("app/page.e2e.ts", "");
  write("server/notes.md", "");
  expect(built()).toEqual(["server", "app"]);
});

it("is stale while a build is under way, and when what it made has gone or is somebody else's", () => {
  write(".next/BUILD_ID", "by hand");
  expect(built()).toEqual(["server"]);
  fs.rmSync(path.join(root, "dist/main.js"));
  expect(built()).toEqual([]);
  write("dist/main.js", "1");
  clearStamp(root, "server");
  expect(built()).toEqual([]);
});

it("is stale when a source was changed during the build", () => {
  const hash = hashSources(root, "server");
  write("server/main.ts", "2");
  writeStamp(root, "server", hash);
  expect(built()).toEqual([]);
});
