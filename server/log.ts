import type { Env } from "./env";

const levels = ["debug", "info", "warn", "error", "silent"] as const;

export type Log = Record<"debug" | "info" | "warn" | "error", (line: string) => void>;

/** Plain lines on stderr: stdout is for what a script may want to read. */
export function createLog(level: Env["logLevel"]): Log {
  const least = levels.indexOf(level);
  const at = (name: keyof Log) => (line: string) => {
    if (levels.indexOf(name) >= least) process.stderr.write(`${new Date().toISOString()} ${name.padEnd(5)} ${line}\n`);
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
