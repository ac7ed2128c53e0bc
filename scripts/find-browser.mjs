// Finds a Chromium for the browser tests, or gets one. Every step is bounded in time; the first that runs is taken.
import "./node-version.mjs";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { browserPlaces } from "./browser-places.mjs";
import { isEntry } from "./is-entry.mjs";
import { packageBin, run, runNode } from "./run-command.mjs";
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
    attempts.push(`${way.name}: ${result.timedOut ? "took too long" : `ended with code ${result.code}`}\n${result.output}`);
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

function waysToInstall() {
  const playwright = { name: "playwright install chromium", install: installPlaywrights };
  if (process.platform === "darwin") {
    const brew = onPath("brew") && {
      name: "brew install --cask chromium",
      install: () => run("brew", ["install", "--cask", "chromium"], { timeoutMs: 10 * minute }),
    };
    return [playwright, brew].filter(Boolean);
  }
  if (process.platform !== "linux" || !onPath("apt-get")) return [playwright];
  // Root on a machine with apt is a container or a CI machine: there the package also brings the libraries that a
  // downloaded browser would miss. Anyone else keeps their system as it is, if the download works.
  const apt = { name: "apt-get install chromium", install: installByApt };
  return isRoot() ? [apt, playwright] : [playwright, apt];
}

async function installPlaywrights() {
  return runNode(packageBin(root, "@playwright/test", "playwright"), ["install", "chromium"], {
    cwd: root,
    timeoutMs: 5 * minute,
  });
}

async function installByApt() {
  const prefix = isRoot() ? [] : ["sudo", "-n"];
  const apt = (args, timeoutMs) => {
    const [command, ...rest] = [
      ...prefix,
      "env",
      "DEBIAN_FRONTEND=noninteractive",
      "apt-get",
      "-o",
      "DPkg::Lock::Timeout=120",
      ...args,
    ];
    return run(command, rest, { timeoutMs });
  };
  // A failed update is no reason to stop: the lists that are there may do.
  await apt(["update"], 3 * minute);
  return apt(["install", "-y", "--no-install-recommends", "chromium"], 10 * minute);
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

function onPath(command) {
  return (process.env.PATH ?? "").split(path.delimiter).some((folder) => fs.existsSync(path.join(folder, command)));
}

function isRoot() {
  return os.userInfo().uid === 0;
}

if (isEntry(import.meta.url)) findBrowser(console.log).then(console.log, failCommand);
