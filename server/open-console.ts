import { join } from "node:path";
import { openDatabase } from "@/db/database";
import type { Context } from "./context";
import { seedDatasets } from "./datasets/seed-datasets";
import { sweepDatasets } from "./datasets/sweep-datasets";
import { Directories } from "./directories/directories";
import { Engine } from "./engine/engine";
import type { Env } from "./env";
import { Drawings } from "./ingest/drawings";
import { Traces } from "./ingest/otlp/traces";
import { elizaSource } from "./ingest/eliza/eliza-source";
import { LiveBus } from "./live/bus";
import { listen } from "./live/wait-for-change";
import { createLog } from "./log";
import { DiskUse } from "./storage/disk-use";
import { RunSurveys } from "./runs/run-surveys";
import { TextSearch } from "./runs/text-search";

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

const firstMigration = "0000_ground_floor";

/** Opens the database, starts the engine, and ties both to the context verbs get. */
export async function openConsole(given: ConsoleOptions): Promise<Console> {
  const { root, env, hostEnv, version, dev = false, idle = false, ...options } = given;
  const log = createLog(env.logLevel);
  const { db, migrated, file: databaseFile } = await openDatabase(env.dataDir, join(root, "db/migrations"));
  const live = new LiveBus();
  const host = {
    file: join(root, "dist/host.js"),
    projectDir: env.projectDir,
    buildDir: join(env.dataDir, "build"),
    env: hostEnv,
    dev,
  };
  const directories: Directories = new Directories({
    db,
    log,
    runsDir: join(env.dataDir, "runs"),
    settings: () => engine.project().settings,
    writer: { file: join(root, "dist/directory-writer.js"), databaseFile },
  });
  const texts = new TextSearch({
    log,
    file: join(root, "dist/search.js"),
    databaseFile,
    indexFile: join(env.dataDir, "search.db"),
  });
  const surveys = new RunSurveys({ db, live, file: join(root, "dist/survey.js"), databaseFile });
  const settled = (key: number, ofDataset?: boolean): void => {
    directories.settled(key, ofDataset);
    texts.changed(key);
    traces.settled(key);
  };
  const disk = new DiskUse({
    log,
    file: join(root, "dist/measure.js"),
    dataDir: env.dataDir,
  });
  const drawContext = () => ({ db, live, texts, surveys, engine });
  const traces = new Traces({
    db,
    log,
    file: join(root, "dist/traces.js"),
    databaseFile,
    draw: (traceIds) => Promise.all(traceIds.map((traceId) => drawings.want("otlp", traceId))),
    models: () => engine.project().models,
    ctx: () => drawContext(),
  });
  const drawings: Drawings = new Drawings({
    log,
    sources: { otlp: traces.source, elizaos: elizaSource(db) },
    ctx: () => drawContext(),
  });
  const setup = {
    dataDir: env.dataDir,
    host: env.host,
    port: env.port,
    apiKeySet: env.apiKey !== undefined,
    allowedHosts: env.allowedHosts,
    corsOrigins: env.corsOrigins,
    logLevel: env.logLevel,
    startedAt: Date.now(),
    dev,
  };
  const parts = {
    db,
    live,
    log,
    version,
    dataDir: env.dataDir,
    host,
    directories,
    texts,
    surveys,
    drawings,
    traces,
    setup,
    disk,
    settled,
    dev,
  };
  const engine: Engine = new Engine({ ...parts, ...options });
  if (!idle) await engine.start();
  const stop = new AbortController();
  const opened = async (within?: number): Promise<void> => {
    const stopped = within === undefined ? stop.signal : AbortSignal.any([stop.signal, AbortSignal.timeout(within)]);
    const changes = listen(live, "agents", stopped);
    while (!engine.project().loaded && !stopped.aborted) await changes.next();
    changes.close();
  };
  const ctx = { db, live, engine, directories, texts, surveys, traces, version, setup, disk, drawings };
  if (!idle) await traces.start();
  if (!idle) await drawings.start();
  // A data directory that was empty: this is a first start.
  if (!idle && migrated.applied.includes(firstMigration)) await seedDatasets(ctx, log, env.projectDir);
  const swept = Promise.all([opened().then(() => directories.sweep()), idle ? undefined : sweepDatasets({ db }, stop.signal)]);
  return {
    ctx,
    migrated: migrated.applied,
    projectOpened: () => opened(longestOpeningMs),
    stop: async () => {
      if (!idle) await engine.stop();
      stop.abort();
      await drawings.stop();
      await Promise.all([traces.stop(), directories.stop(), texts.stop(), surveys.stop(), disk.stop()]);
      await swept;
      await db.close();
    },
  };
}
