import { setTimeout as pause } from "node:timers/promises";
import { DataDirInUse } from "@/db/lock";
import type { Env } from "@/server/env";
import { CliError, wrongUse } from "./cli-error";
import { readConsoleFile } from "./console-file";
import type { Door, Want } from "./door";
import { openHttpDoor } from "./http-door";
import { openOwnDoor } from "./own-door";

export type OpenDoor = {
  root: string;
  version: string;
  want: Want;
  server: string | undefined;
  apiKey: string | undefined;
  readEnv: () => Env;
  say: (line: string) => void;
  signal: AbortSignal;
};

/** Another command may have the data for a moment, and a console that is starting or stopping is not to be called. */
const patienceMs = 15_000;
const lookAgainMs = 100;

/** The lock says whether somebody has the data; only then is what they wrote about themselves to be believed. */
export async function openDoor(options: OpenDoor): Promise<Door> {
  const { server, apiKey, signal } = options;
  if (server !== undefined) return openHttpDoor({ url: checkUrl(server), apiKey, signal });
  const env = options.readEnv();
  const until = performance.now() + patienceMs;
  let told = false;
  for (;;) {
    try {
      return await openOwnDoor({ ...options, env });
    } catch (cause) {
      if (!(cause instanceof DataDirInUse)) throw cause;
    }
    const running = await openRunning(env.dataDir, options);
    if (running) return running;
    if (performance.now() > until) throw inUse(env.dataDir);
    if (!told) options.say(`Waiting for another Trackside command that works on ${env.dataDir}`);
    told = true;
    await pause(lookAgainMs, undefined, { signal });
  }
}

async function openRunning(dataDir: string, { apiKey, signal }: OpenDoor): Promise<Door | undefined> {
  const address = await readConsoleFile(dataDir);
  if (!address) return undefined;
  try {
    return await openHttpDoor({ url: address.url, apiKey, signal });
  } catch (cause) {
    // It is on its way out, or its file is not true: the lock is asked again.
    if (cause instanceof CliError && cause.exitCode === 3) return undefined;
    throw cause;
  }
}

function inUse(dataDir: string): CliError {
  return new CliError(
    1,
    `Another Trackside command is working on ${dataDir} in its own process, where nobody else can reach it. Wait until it has ended, or stop it and run \`npm start\`: many commands can use a running console at once.`,
  );
}

export function checkUrl(server: string): string {
  if (URL.canParse(server) && /^https?:$/.test(new URL(server).protocol)) return server;
  throw wrongUse(`--server wants an address such as http://127.0.0.1:4700, not "${server}".`);
}
