// A command that npm started ends when npm does. npm passes SIGTERM to the shell between itself and us, and some
// shells die of it without telling their child; a killed npm tells nobody. Either would leave a command running unseen.
import fs from "node:fs";

if (process.env.npm_lifecycle_event && process.platform !== "win32") {
  const parent = process.ppid;
  // With a shell between, npm is the shell's parent. Whose child npm is concerns nobody: `nohup npm start &` is lawful.
  const npm = isShell(parent) ? parentOf(parent) : undefined;
  const watch = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || parentOf(parent) === npm)) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 250).unref();
}

function isShell(pid) {
  return /^(ba|da|z|k|a)?sh$|^busybox$/.test(readProc(pid, "comm")?.trim() ?? "");
}

function parentOf(pid) {
  return readProc(pid, "stat")?.split(") ").at(-1).split(" ")[1];
}

// Known on Linux; elsewhere only our own parent is watched.
function readProc(pid, file) {
  try {
    return fs.readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return undefined;
  }
}
