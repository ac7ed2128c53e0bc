// Runs a child process: bounded in time, its output kept for the error message, and ended together with us.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const posix = process.platform !== "win32";
const live = new Set();
let ending = false;

/** An output short enough for a person: its beginning, where the cause is named, and its end. */
export function excerpt(output, lines = 40) {
  const all = output.trim().split("\n");
  if (all.length <= lines) return all.join("\n");
  const end = Math.ceil(lines * 0.75);
  return [...all.slice(0, lines - end), `… ${all.length - lines} lines left out …`, ...all.slice(-end)].join("\n");
}

/** The file that node runs for a package's command: no shell, and the same on every system. */
export function packageBin(root, packageName, command = packageName.split("/").pop()) {
  const folder = path.join(root, "node_modules", packageName);
  const { bin } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  return path.join(folder, typeof bin === "string" ? bin : bin[command]);
}

/** Runs a JavaScript file with this Node; it ends when we do, however we end. */
export function runNode(script, args, options = {}) {
  const guard = pathToFileURL(path.join(import.meta.dirname, "die-with-parent.mjs")).href;
  return run(process.execPath, ["--import", guard, script, ...args], options);
}

/**
 * Resolves (never rejects) with { code, output, timedOut }. With `show` the output goes to the screen instead.
 * Children get a process group of their own, so that a timeout or a signal ends their children too.
 */
export function run(command, args, { cwd, env = process.env, timeoutMs, show = false, shell = false } = {}) {
  return new Promise((resolve) => {
    const stdio = ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"];
    const child = spawn(command, args, { cwd, env, shell, stdio, detached: posix, windowsHide: true });
    let output = "";
    let timedOut = false;
    const timer =
      timeoutMs &&
      setTimeout(() => {
        timedOut = true;
        endGroup(child, "SIGKILL");
      }, timeoutMs);
    const keep = (chunk) => (output = (output + chunk).slice(-1_000_000));
    const finish = (code) => {
      // While we are being ended, what the child ends with is not its own doing, and nobody should act on it.
      if (!live.has(child) || ending) return;
      clearTimeout(timer);
      forget(child);
      resolve({ code, output, timedOut });
    };
    child.stdout?.setEncoding("utf8").on("data", keep);
    child.stderr?.setEncoding("utf8").on("data", keep);
    remember(child);
    child.on("error", (error) => {
      keep(`${command}: ${error.message}\n`);
      finish(1);
    });
    child.on("close", (code) => finish(code ?? 1));
    // A grandchild left behind may hold the pipes open for ever, and "close" would never come.
    child.on("exit", (code) => setTimeout(finish, 1000, code ?? 1).unref());
  });
}

function endGroup(child, signal) {
  try {
    if (posix && child.pid) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has gone already.
  }
}

function remember(child) {
  if (live.size === 0) for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, endAll);
  live.add(child);
}

// Only while children run: afterwards the signals belong to whoever is started next in this process.
function forget(child) {
  live.delete(child);
  if (live.size === 0) for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.off(signal, endAll);
}

function endAll(signal) {
  const leave = () => process.exit(signal === "SIGINT" ? 130 : 143);
  ending = true;
  for (const child of live) {
    child.on("exit", () => live.delete(child) && live.size === 0 && leave());
    endGroup(child, "SIGTERM");
  }
  setTimeout(() => {
    for (const child of live) endGroup(child, "SIGKILL");
    leave();
  }, 5000);
}
