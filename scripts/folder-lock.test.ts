import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { withFolderLock } from "./folder-lock.mjs";

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "trackside-lock-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** A process that takes the lock, says so, and holds it until it is ended. */
async function holder() {
  const module = path.join(import.meta.dirname, "folder-lock.mjs");
  const code = `const { withFolderLock } = await import(${JSON.stringify(module)});
    await withFolderLock(${JSON.stringify(folder)}, () => new Promise((resolve) => {
      process.on("SIGTERM", resolve);
      setInterval(() => {}, 1000);
      console.log("held");
    }));
    process.exit(0);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  return child;
}

it("waits for another process, says so once, and leaves nothing behind", async () => {
  const other = await holder();
  let waited = 0;
  const locks = await withFolderLock(
    folder,
    () => fs.readdirSync(folder),
    () => {
      waited++;
      setTimeout(() => other.kill("SIGTERM"), 500);
    },
  );
  expect(locks).toHaveLength(1);
  expect(waited).toBe(1);
  expect(fs.readdirSync(folder)).toEqual([]);
});

it("takes over from a process that was killed", async () => {
  const other = await holder();
  other.kill("SIGKILL");
  await new Promise((resolve) => other.once("exit", resolve));
  expect(fs.readdirSync(folder)).toHaveLength(1);
  expect(await withFolderLock(folder, () => "mine")).toBe("mine");
  expect(fs.readdirSync(folder)).toEqual([]);
});

it("lets go when the work fails", async () => {
  await expect(withFolderLock(folder, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(fs.readdirSync(folder)).toEqual([]);
});
