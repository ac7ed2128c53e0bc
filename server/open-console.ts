import { join } from "node:path";
import { openDatabase } from "@/db/database";
import type { Context } from "./context";
import { Directories } from "./directories/directories";
import { Engine } from "./engine/engine";
import type { Env } from "./env";
import { LiveBus } from "./live/bus";
import { listen } from "./live/wait-for-change";
import { createLog } from "./log";

export type Console = {
  ctx: Context;
  migrated: string[];
  /** Resolves when the host has opened the project, or has not managed to for too long. */
  projectOpened: () => Promise<void>;
  stop: () => Promise<void>;
};

const longestOpeningMs = 15_000;

export type ConsoleOptions = {
  root: string;
  env: Env;
  hostEnv: NodeJS.ProcessEnv;
  version: string;
  concurrency?: number;
  dev?: boolean;
};

/** Opens the database, starts the engine, and ties both to the context verbs get. */
export async function openConsole({ root, env, hostEnv, version, concurrency, dev = false }: ConsoleOptions): Promise<Console> {
  const log = createLog(env.logLevel);
  const { db, migrated } = await openDatabase(env.dataDir, join(root, "db/migrations"));
  const live = new LiveBus();
  const host = {
    file: join(root, "dist/host.js"),
    projectDir: env.projectDir,
    buildDir: join(env.dataDir, "build"),
    env: hostEnv,
  };
  const directories: Directories = new Directories({
    db,
    log,
    runsDir: join(env.dataDir, "runs"),
    settings: () => engine.project().settings,
  });
  const engine: Engine = new Engine({
    db,
    live,
    log,
    host,
    directories,
    dev,
    ...(concurrency === undefined ? {} : { concurrency }),
  });
  await engine.start();
  const opened = async (within?: number): Promise<void> => {
    const stopped = within === undefined ? stop.signal : AbortSignal.any([stop.signal, AbortSignal.timeout(within)]);
    const changes = listen(live, "agents", stopped);
    while (!engine.project().loaded && !stopped.aborted) await changes.next();
    changes.close();
  };
  const stop = new AbortController();
  const swept = opened().then(() => directories.sweep());
  return {
    ctx: { db, live, engine, directories, version },
    migrated: migrated.applied,
    projectOpened: () => opened(longestOpeningMs),
    stop: async () => {
      await engine.stop();
      stop.abort();
      await directories.stop();
      await swept;
      await db.close();
    },
  };
}
