// Finds a Chromium for the browser tests, or gets one. Every step is bounded in time; the first that runs is taken.
import "./node-version.mjs";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { browserPlaces } from "./browser-places.mjs";
import { isEntry } from "./is-entry.mjs";
import { excerpt, packageBin, run, runNode } from "./run-command.mjs";
import { StageFailure, failCommand } from "./stages.mjs";

const root = path.dirname(import.meta.dirname);
const minute = 60_000;

/** Returns the path of a Chromium that runs. `say` is told what is tried that takes time. */
export async function findBrowser(say = () => {}) {
  for (const name of ["TRACKSIDE_CHROMIUM", "CHROME_PATH"]) {
    const file = process.env[name];
    if (file && (await runs(file))) return file;
    if (file) say(`${name} is ${file}, which does not run; looking further`);
  }
  const existing = (await firstThatRuns(browserPlaces())) ?? (await firstThatRuns([await playwrightsOwn()]));
  if (existing) return existing;

  const attempts = [];
  for (const way of waysToInstall()) {
    say(`no Chromium here yet: ${way.name}`);
    const result = await way.install();
    const found = await firstThatRuns([...browserPlaces(), await playwrightsOwn()]);
    if (found) return found;
    attempts.push(
      `${way.name} ${result.timedOut ? "took too long" : `ended with code ${result.code}`}:\n${excerpt(result.output, 16)}\n`,
    );
  }
  throw new StageFailure("the browser tests need a Chromium or Chrome, and none could be found or installed.", {
    output: attempts.join("\n"),
    next: `${advice[process.platform] ?? advice.linux} Or set TRACKSIDE_CHROMIUM to the path of one.`,
  });
}

const advice = {
  linux: "Install one with the system's package manager, for instance: sudo apt-get install chromium.",
  darwin: "Install one, for instance: brew install --cask chromium.",
  win32: "Install Google Chrome or Microsoft Edge.",
};

const packageManagers = {
  darwin: [{ command: "brew", install: ["install", "--cask", "chromium"] }],
  linux: [
    {
      command: "apt-get",
      refresh: ["-o", "DPkg::Lock::Timeout=120", "update"],
      install: ["-o", "DPkg::Lock::Timeout=120", "install", "-y", "--no-install-recommends", "chromium"],
    },
    { command: "dnf", install: ["install", "-y", "chromium"] },
    { command: "apk", install: ["add", "chromium"] },
  ],
};

function waysToInstall() {
  const playwright = { name: "playwright install chromium", install: installPlaywrights };
  const manager = packageManagers[process.platform]?.find(({ command }) => isOnPath(command));
  if (!manager) return [playwright];
  const system = { name: `${manager.command} (chromium)`, install: () => installBy(manager) };
  // Root on Linux means a container or a CI machine: there the system's package also brings the libraries that a
  // downloaded browser would miss. Anyone else keeps their system as it is, if the download works.
  return process.platform === "linux" && isRoot() ? [system, playwright] : [playwright, system];
}

function installPlaywrights() {
  return runNode(packageBin(root, "@playwright/test", "playwright"), ["install", "chromium"], {
    cwd: root,
    timeoutMs: 5 * minute,
  });
}

async function installBy({ command, refresh, install }) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const asRoot = process.platform === "darwin" || isRoot() ? [] : ["sudo", "-n"];
  const call = (args, timeoutMs) => {
    const [program, ...rest] = [...asRoot, command, ...args];
    return run(program, rest, { timeoutMs, env });
  };
  // A failed refresh is no reason to stop: the lists that are there may do.
  if (refresh) await call(refresh, 3 * minute);
  return call(install, 10 * minute);
}

async function playwrightsOwn() {
  try {
    const { chromium } = await import("@playwright/test");
    return chromium.executablePath();
  } catch {
    return undefined;
  }
}

async function firstThatRuns(files) {
  for (const file of new Set(files)) if (file && (await runs(file))) return file;
  return undefined;
}

async function runs(file) {
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return false;
  // On Windows `--version` opens a window.
  if (process.platform === "win32") return true;
  return (await run(file, ["--version"], { timeoutMs: 30_000 })).code === 0;
}

function isOnPath(command) {
  return (process.env.PATH ?? "").split(path.delimiter).some((folder) => fs.existsSync(path.join(folder, command)));
}

function isRoot() {
  return os.userInfo().uid === 0;
}

if (isEntry(import.meta.url)) findBrowser(console.log).then(console.log, failCommand);
