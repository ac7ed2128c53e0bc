import { join } from "node:path";
import { openDatabase } from "@/db/database";
import type { Context } from "./context";
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
  /** How long a host may be silent before it counts as hung. */
  silenceMs?: number;
  dev?: boolean;
  /** Nothing is begun and no agent host started: for who only looks, or writes down a word. */
  idle?: boolean;
};

/** Opens the database, starts the engine, and ties both to the context verbs get. */
export async function openConsole(given: ConsoleOptions): Promise<Console> {
  const { root, env, hostEnv, version, dev = false, idle = false, ...options } = given;
  const log = createLog(env.logLevel);
  const { db, migrated } = await openDatabase(env.dataDir, join(root, "db/migrations"));
  const live = new LiveBus();
  const host = {
    file: join(root, "dist/host.js"),
    projectDir: env.projectDir,
    buildDir: join(env.dataDir, "build"),
    env: hostEnv,
    dev,
  };
  const engine = new Engine({ db, live, log, version, dataDir: env.dataDir, host, dev, ...options });
  if (!idle) await engine.start();
  return {
    ctx: { db, live, engine, version },
    migrated: migrated.applied,
    projectOpened: async () => {
      const tooLong = AbortSignal.timeout(longestOpeningMs);
      const changes = listen(live, "agents", tooLong);
      while (!engine.project().loaded && !tooLong.aborted) await changes.next();
      changes.close();
    },
    stop: async () => {
      if (!idle) await engine.stop();
      await db.close();
    },
  };
}
