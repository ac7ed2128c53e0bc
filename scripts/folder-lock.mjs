// One at a time in this folder: two `npm start` at once must not install or build over each other.
// A lock is a numbered file; the highest number holds. Taking over from a dead holder means creating the next
// number, which only one can do; removing the old file first would let two waiters both believe they had won.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const beatMs = 1000;
const silentMs = 15_000;

/**
 * Runs `work` alone among all processes that share the folder. `onWait` is told once if another one is at it.
 * @template T
 * @param {string} folder
 * @param {() => T | Promise<T>} work
 * @param {() => void} [onWait]
 * @returns {Promise<T>}
 */
export async function withFolderLock(folder, work, onWait) {
  fs.mkdirSync(folder, { recursive: true });
  const mine = await acquire(folder, onWait);
  const beat = setInterval(() => touch(mine), beatMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    const own = numberOf(mine);
    for (const file of lockFiles(folder)) if (numberOf(file) <= own) fs.rmSync(file, { force: true });
  }
}

async function acquire(folder, onWait) {
  let seen = { file: "", beat: 0, since: 0 };
  for (;;) {
    const holder = lockFiles(folder).at(-1);
    const beat = holder ? mtime(holder) : 0;
    if (holder !== seen.file || beat !== seen.beat) seen = { file: holder, beat, since: performance.now() };
    if (!holder || isGone(holder) || performance.now() - seen.since > silentMs) {
      const next = path.join(folder, `lock-${String(holder ? numberOf(holder) + 1 : 1).padStart(9, "0")}`);
      if (create(next)) {
        if (lockFiles(folder).at(-1) === next) return next;
        fs.rmSync(next, { force: true });
      }
    } else {
      onWait?.();
      onWait = undefined;
    }
    await sleep(200);
  }
}

function create(file) {
  try {
    fs.writeFileSync(file, JSON.stringify({ pid: process.pid, host: os.hostname() }), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

// A pid says something only on its own machine (or container). Elsewhere, and where a pid has been given to someone
// else meanwhile, the missing heartbeat tells, watched by our own clock.
function isGone(file) {
  try {
    const { pid, host } = JSON.parse(fs.readFileSync(file, "utf8"));
    if (host !== os.hostname()) return false;
    if (pid === process.pid) return true;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

function lockFiles(folder) {
  const names = fs.readdirSync(folder).filter((name) => name.startsWith("lock-"));
  return names.toSorted().map((name) => path.join(folder, name));
}

function numberOf(file) {
  return Number(path.basename(file).slice("lock-".length));
}

function mtime(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function touch(file) {
  try {
    fs.utimesSync(file, new Date(), new Date());
  } catch {
    // Somebody removed it; the work in hand is better finished than broken off.
  }
}
