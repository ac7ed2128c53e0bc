import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunSummary } from "@/server/domain/run";
import { makeHome } from "./http-console";
import { agentFile } from "./test-console";

export type Ended = { code: number | null; out: string; err: string };
export type CliProcess = { child: ChildProcess; ended: Promise<Ended>; heard: (word: RegExp) => Promise<void> };

type Options = { env?: Record<string, string>; cwd?: string; input?: string };

/** Starts the command as a user does, its output piped. */
export function startCli(args: string[], { env = {}, cwd = process.cwd(), input = "" }: Options = {}): CliProcess {
  const child = spawn(process.execPath, [join(process.cwd(), "scripts/trackside.mjs"), ...args], {
    cwd,
    env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "", ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  const listeners = new Set<() => void>();
  const hear = (): void => {
    for (const listener of listeners) listener();
  };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (out += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    err += chunk;
    hear();
  });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  // A stale build is made current first, and said so: that is no word of the command.
  const said = (): string => err.replaceAll(/^(?:build|install) .*\n/gm, "");
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code) => {
      resolve({ code, out, err: said() });
      hear();
    });
  });
  const heard = (word: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (word.test(err)) resolve();
        else if (child.exitCode !== null) reject(new Error(`it ended without a word of ${String(word)}:\n${err}`));
      };
      listeners.add(look);
      look();
    });
  return { child, ended, heard };
}

const agents = {
  "plain.ts": agentFile("plain", `return ctx.flow("main", () => ctx.step("echo", { input }, (each) => each));`),
  "page.ts": agentFile(
    "page",
    `return ctx.document("# Title\\ntext", { sources: [{ title: "Here", url: "https://example.com/" }] });`,
  ),
  "fails.ts": agentFile("fails", `await ctx.step("break", { kind: "tool" }, () => { throw new TypeError("no such order"); });`),
  "large.ts": agentFile("large", `return "x".repeat(300_000);`),
  "list.ts": `import { defineAgent } from "trackside"; import { z } from "zod";
    export default defineAgent({ id: "takes-list", input: z.array(z.string()), run: (_ctx, input) => input.length });`,
  "fussy.ts": `import { defineAgent } from "trackside"; import { z } from "zod";
    export default defineAgent({ id: "fussy", input: z.object({ message: z.string(), count: z.number() }), run: (_ctx, input) => input.count });`,
  "asks.ts": `import { defineAgent } from "trackside"; import { z } from "zod";
    export default defineAgent({ id: "asks", async run(ctx) {
      const { euros } = await ctx.input("approval", { prompt: "How much?", schema: z.object({ euros: z.number().max(39) }) });
      const word = await ctx.input("word", { schema: z.string() });
      return { euros, word };
    } });`,
  "gated.ts": agentFile(
    "gated",
    `await ctx.step("first", () => { appendFileSync(input.log, "first\\n"); });
     await ctx.step("gate", async () => { appendFileSync(input.log, "gate\\n"); while (!existsSync(input.file)) await new Promise((resolve) => setTimeout(resolve, 10)); });
     return "through";`,
    `import { appendFileSync, existsSync } from "node:fs";`,
  ),
};

/** A data directory and a project, with the command to run on them. */
export async function openCliPlace(more: Record<string, string> = {}) {
  const place = await makeHome({ ...agents, ...more });
  const start = (args: string[], options: Options = {}): CliProcess =>
    startCli(args, { ...options, env: { ...place.env, ...options.env } });
  const run = (args: string[], options: Options = {}): Promise<Ended> => start(args, options).ended;
  return {
    home: place.home,
    env: place.env,
    start,
    run,
    json: async <Body = RunSummary>(args: string[], options: Options = {}): Promise<Body> =>
      JSON.parse((await run([...args, "--json"], options)).out) as Body,
    write: async (name: string, text: string): Promise<string> => {
      await writeFile(join(place.home, name), text);
      return join(place.home, name);
    },
    remove: place.remove,
  };
}

export type CliPlace = Awaited<ReturnType<typeof openCliPlace>>;

export async function makeFolder() {
  const dir = await mkdtemp(join(tmpdir(), "trackside-cli-"));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}
