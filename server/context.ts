import type { Database } from "@/db/database";
import type { Statement } from "@/db/statement";
import type { ProjectProblem } from "./domain/agent";
import type { ForeignSource } from "./domain/foreign-source";
import type { Directories } from "./directories/directories";
import type { LoadedScorer } from "./domain/host-protocol";
import type { LiveText } from "./domain/live-text";
import type { ModelProfiles } from "./domain/model-profile";
import type { ScorerChoice } from "./domain/score";
import type { ProjectEnvironment, ProjectSettings } from "./domain/project-settings";
import type { DiskUse } from "./storage/disk-use";
import type { TraceIntake } from "./ingest/otlp/trace-intake";
import type { LiveBus } from "./live/bus";
import type { RunSurveys } from "./runs/run-surveys";
import type { TextSearch } from "./runs/text-search";

/** What a verb may ask of the engine. The engine itself lives on the same floor and calls verbs; they know only this. */
export type EnginePort = {
  /** There may be new work: look at once. */
  wake: () => void;
  /** Does something with a run's rows that nothing else of the run may come between. */
  inTurn: <Result>(key: number, work: () => Promise<Result>) => Promise<Result>;
  cancel: (key: number) => Promise<boolean>;
  /** Records a person's answer as the end of an input step, and lets the run go on. False if it does not wait for it any more. */
  answer: (key: number, n: number, output: string) => Promise<boolean>;
  datasetRuns: DatasetRunsPort;
  host: () => HostState;
  project: () => ProjectState;
  /** Whether an environment variable is set for agents; never what it holds. */
  isSet: (variable: string) => boolean;
  /** The texts that are just coming in a run, by their step's number. */
  texts: (key: number) => ReadonlyMap<number, LiveText>;
};

/** Deeds on dataset runs, by their key. */
export type DatasetRunsPort = {
  begin: (key: number) => Promise<void>;
  /** False if it had ended already. */
  cancel: (key: number) => Promise<boolean>;
  /** How many item-trials run again; nothing if it is being cancelled. */
  retry: (key: number, statuses: string[]) => Promise<number | undefined>;
  /** False if it has not ended yet. */
  score: (key: number, scorers: ScorerChoice[]) => Promise<boolean>;
  remove: (key: number) => Promise<boolean>;
};

export type HostState = { alive: boolean; pid?: number; restarts: number; lastTrouble?: { at: number; message: string } };
export type ProjectState = {
  dir: string;
  loaded: boolean;
  problems: ProjectProblem[];
  models: ModelProfiles;
  scorers: LoadedScorer[];
  /** The model profiles agents say they use. */
  uses: ReadonlyMap<string, readonly string[]>;
  settings: ProjectSettings;
  environment?: ProjectEnvironment;
};

/** Draws runs made elsewhere from what is stored of them. */
export type DrawingsPort = {
  /** Resolves when the run shows all that was stored so far. */
  want: (source: ForeignSource, runId: string) => Promise<void>;
  /** Takes away what came of a run that is being deleted. */
  forget: (source: ForeignSource, runId: string) => Statement[];
};

/** How this console was started: shown to people, and so never a secret. */
export type Setup = {
  dataDir: string;
  host: string;
  port: number;
  apiKeySet: boolean;
  allowedHosts: readonly string[];
  corsOrigins: readonly string[];
  logLevel: string;
  startedAt: number;
  dev: boolean;
};

export type Context = {
  db: Database;
  live: LiveBus;
  engine: EnginePort;
  directories: Directories;
  texts: TextSearch;
  surveys: RunSurveys;
  traces: { intake: TraceIntake };
  version: string;
  setup: Setup;
  disk: DiskUse;
  drawings: DrawingsPort;
};
