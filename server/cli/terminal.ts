import { createInterface } from "node:readline";

/** Where a command speaks: data on stdout, everything else on stderr. */
export type Terminal = {
  /** Data, for whoever reads the command's output. */
  data: (text: string) => void;
  say: (line: string) => void;
  /** The one line that changes in place, on a terminal; nothing elsewhere. */
  live: (line: string) => void;
  isLive: boolean;
  canAsk: boolean;
  /** A line the user typed; nothing when there is no more to come. */
  ask: (question: string, signal: AbortSignal) => Promise<string | undefined>;
};

const clearLine = "\r\u001B[2K";

export function openTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  const isLive = stderr.isTTY;
  let shown = false;
  let asking = false;
  const clear = (): void => {
    if (shown) stderr.write(clearLine);
    shown = false;
  };
  // Whoever reads us may have read enough (`| head`): that is no fault of anybody.
  stdout.on("error", (cause: NodeJS.ErrnoException) => {
    if (cause.code === "EPIPE") process.exit(0);
    throw cause;
  });
  stderr.on("error", () => {});
  return {
    isLive,
    canAsk: stdin.isTTY && stderr.isTTY,
    data: (text) => {
      clear();
      stdout.write(`${stdout.isTTY ? withoutControls(text) : text}\n`);
    },
    say: (line) => {
      clear();
      stderr.write(`${withoutControls(line)}\n`);
    },
    live: (line) => {
      if (!isLive || asking) return;
      stderr.write(`${clearLine}${plainLine(line).slice(0, Math.max(20, (stderr.columns || 80) - 1))}`);
      shown = true;
    },
    ask: async (question, signal) => {
      clear();
      asking = true;
      try {
        return await askLine(question, signal);
      } finally {
        asking = false;
      }
    },
  };
}

function askLine(question: string, signal: AbortSignal): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason as Error);
      lines.close();
    };
    signal.addEventListener("abort", stop, { once: true });
    // In raw mode the terminal does not send the signal: the keys come to us.
    lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
    lines.on("close", () => {
      signal.removeEventListener("abort", stop);
      resolve(undefined);
    });
    lines.question(withoutControls(question), (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}

/** What agents say must not steer the user's terminal. */
function withoutControls(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, "");
}

export function plainLine(text: string): string {
  return withoutControls(text).replaceAll(/\s+/g, " ").trim();
}
