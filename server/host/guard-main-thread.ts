import { writeSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { currentScope } from "./running-run";
import { currentScorer } from "./scorers/current-scorer";

/** Where the watcher writes: a pipe of its own, for the main thread may not be able to speak. */
const watcherPipe = 4;
const hookName = "__tracksideCurrentRun";

/**
 * A thread that looks after the main one: when that spins, it pauses it for a moment through the inspector, reads which
 * run or scorer it is in, and says so; and when our console is gone, it ends this process even then.
 */
export function guardMainThread(): void {
  Object.defineProperty(globalThis, hookName, {
    value: () => currentScope.getStore()?.run.taken.key ?? currentScorer.getStore(),
    enumerable: false,
  });
  const beat = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => Atomics.add(beat, 0, 1), 200).unref();
  const worker = new Worker(`(${watch.toString()})()`, {
    eval: true,
    workerData: { beat, watcherPipe, hookName },
    stdout: false,
  });
  worker.unref();
  worker.on("error", (error) => writeSync(2, `the watcher thread ended: ${error.message}\n`));
}

/** Runs in the worker, from its own text: it may use nothing from outside itself. */
function watch(): void {
  const given = process.getBuiltinModule("node:worker_threads").workerData as {
    beat: Int32Array;
    watcherPipe: number;
    hookName: string;
  };
  const fs = process.getBuiltinModule("node:fs");
  const { Session } = process.getBuiltinModule("node:inspector");
  const { beat, watcherPipe: pipe, hookName: hook } = given;
  const console = process.ppid;
  let last = Atomics.load(beat, 0);
  let stalledMs = 0;
  let session: import("node:inspector").Session | undefined;

  const say = (key: number | undefined): void => {
    try {
      fs.writeSync(pipe, `${JSON.stringify(key === undefined ? { ms: stalledMs } : { ms: stalledMs, key })}\n`);
    } catch {
      // The console is gone; the check below ends us.
    }
  };
  const look = (): void => {
    session ??= new Session();
    const open = session;
    open.connectToMainThread();
    const done = (key: number | undefined): void => {
      open.post("Debugger.resume", () => {});
      open.post("Debugger.disable", () => {});
      open.disconnect();
      session = undefined;
      say(key);
    };
    open.once("Debugger.paused", ({ params }) => {
      const frame = params.callFrames[0]?.callFrameId;
      if (frame === undefined) return done(undefined);
      const ask = { callFrameId: frame, expression: `globalThis.${hook}?.()`, returnByValue: true };
      open.post("Debugger.evaluateOnCallFrame", ask, (_error, answer) => {
        const { result }: { result?: { value?: unknown } } = answer ?? {};
        const value = result?.value;
        done(typeof value === "number" ? value : undefined);
      });
    });
    open.post("Debugger.enable", () => {});
    open.post("Debugger.pause", () => {});
  };

  setInterval(() => {
    if (process.ppid !== console) process.kill(process.pid, "SIGKILL");
    const now = Atomics.load(beat, 0);
    stalledMs = now === last ? stalledMs + 500 : 0;
    last = now;
    if (stalledMs >= 2000 && stalledMs % 2000 === 0 && !session) look();
  }, 500);
}
