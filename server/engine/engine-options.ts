import type { Database } from "@/db/database";
import type { Directories } from "@/server/directories/directories";
import type { Context, DrawingsPort, Setup } from "@/server/context";
import type { LiveBus } from "@/server/live/bus";
import type { Log } from "@/server/log";
import type { DiskUse } from "@/server/storage/disk-use";
import type { RunSurveys } from "@/server/runs/run-surveys";
import type { TextSearch } from "@/server/runs/text-search";
import type { HostSettings } from "./own-process";

export type EngineOptions = {
  db: Database;
  version: string;
  live: LiveBus;
  log: Log;
  host: HostSettings;
  dataDir: string;
  directories: Directories;
  texts: TextSearch;
  setup: Setup;
  disk: DiskUse;
  surveys: RunSurveys;
  drawings: DrawingsPort;
  traces: Context["traces"];
  /** A run has ended, by whatever way. */
  settled: (key: number, ofDataset?: boolean) => void;
  concurrency?: number;
  dev?: boolean;
  silenceMs?: number;
};

/** Runs at work in the shared host, where nothing else is said: mostly they wait for models. With 64 short ones pay for more commits. */
export const defaultConcurrency = 128;
