import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

export type ConsoleProcess = {
  url: string;
  pid: number;
  kill: (signal: NodeJS.Signals) => Promise<{ code: number | null; signal: string | null }>;
  output: () => string;
};

const longestStartMs = 180_000;

/** Starts the product as a user does, on a free port, and resolves with its address when it says that it is ready. */
export async function startConsoleProcess(env: Record<string, string>): Promise<ConsoleProcess> {
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: process.cwd(),
    env: { ...process.env, NODE_ENV: "production", PORT: "0", LOG_LEVEL: "warn", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
  let output = "";
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const url = await readyUrl(
    child,
    (line) => (output += `${line}\n`),
    ended,
    () => output,
  );
  return {
    url,
    pid: child.pid ?? 0,
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
    output: () => output,
  };
}

function readyUrl(
  child: ChildProcess,
  heard: (line: string) => void,
  ended: Promise<unknown>,
  output: () => string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`the console was not ready in time:\n${output()}`));
    }, longestStartMs);
    if (child.stdout)
      createInterface({ input: child.stdout }).on("line", (line) => {
        heard(line);
        const ready = /^Trackside ready at (http:\S+)$/.exec(line);
        if (!ready?.[1]) return;
        clearTimeout(timer);
        resolve(ready[1]);
      });
    void ended.then(() => {
      clearTimeout(timer);
      reject(new Error(`the console ended before it was ready:\n${output()}`));
    });
  });
}
