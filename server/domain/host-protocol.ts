import type { Agent, ProjectProblem } from "./agent";
import type { Isolation } from "./isolation";
import type { ModelProfiles } from "./model-profile";
import type { ProjectEnvironment, ProjectSettings } from "./project-settings";
import type { Usage } from "./run";
import type { RunError } from "./run-error";
import type { RunEnding } from "./run-status";
import type { Score, ScorerChoice } from "./score";
import type { StepKind, StepStatus } from "./step-kind";

/**
 * What console and agent host say to each other: take work, record, ask, end. Child-process IPC is the first way to
 * carry it; nothing here assumes that both share memory or a disk. Values travel as JSON text, made once, in the host.
 */
export type ToHost =
  | { type: "records"; key: number; take: number; records: StepRecord[] }
  | { type: "take"; runs: TakenRun[] }
  | { type: "end"; key: number; take: number; ending: "cancelled" }
  | ({ type: "answer"; key: number; take: number; n: number } & Answered)
  | { type: "child"; key: number; take: number; n: number; waits: boolean }
  | { type: "durable"; upTo: number }
  | { type: "score"; jobs: ScoreJob[] }
  | { type: "reload" }
  | { type: "stop" };

export type FromHost =
  | {
      type: "project";
      agents: LoadedAgent[];
      problems: ProjectProblem[];
      concurrency?: number;
      models: ModelProfiles;
      settings: ProjectSettings;
      environment?: ProjectEnvironment;
      scorers: LoadedScorer[];
    }
  | { type: "reports"; upTo: number; reports: Report[] }
  | { type: "start-child"; key: number; take: number; n: number; start: ChildStart }
  | { type: "scored"; id: number; scores: GivenScore[] }
  | { type: "beat" }
  | { type: "warning"; message: string }
  /** Text of an open step as it comes. It is not recorded: the step's end has all of it. */
  | { type: "text"; key: number; take: number; n: number; text: string }
  | { type: "trouble"; message: string };

/** What the console records as the end of a step that waits: a person's answer, or how a child run ended. */
export type Answered = { output?: string; error?: RunError };

/** Another agent's run, to be started from within this one; `input` is JSON text. */
export type ChildStart = { agentId: string; input: string; name?: string; timeoutMs?: number };

/** A scorer of the project's. */
export type LoadedScorer = {
  id: string;
  name: string;
  file: string;
  description?: string;
  /** The model profiles it asks. */
  models?: string[];
  timeoutMs?: number;
};

/** `late`: it has no value because its scorer did not answer in its time, or took its process with it. */
export type GivenScore = Score & { late?: true };

/** A completed run to be scored; its values are JSON text. */
export type ScoreJob = {
  id: number;
  scorers: ScorerChoice[];
  input: string;
  /** Absent where the item expects nothing. */
  expected?: string;
  output: string;
  /** RunSummary, and Step[]. */
  run: string;
  steps: string;
};

export type LoadedAgent = Pick<Agent, "id" | "name" | "description" | "revision" | "inputSchema" | "resultType"> & {
  file: string;
  /** Its files in the project, each with the hash of its content. */
  sources: Record<string, string>;
  timeoutMs?: number;
  isolation?: Isolation;
  /** The model profiles it says it uses. */
  models?: string[];
};

/** `take` counts how often the run was handed out; words of an older take are fenced off by it. */
export type TakenRun = {
  key: number;
  take: number;
  runId: string;
  agentId: string;
  attempt: number;
  recoveries: number;
  /** It has begun before, in an earlier take. */
  begun: boolean;
  /** It was put down while it waited and is taken up again: nothing of it was cut off. */
  resumed: boolean;
  /** It takes over steps of another run: where the code has changed since, it runs live. */
  rerun: boolean;
  input: string;
  /** JSON text: inputs of steps by path, in place of what the code gives them. */
  staticInputs: string;
  /** Only this flow is to run, by its path below the root. */
  flow?: string;
  /** JSON text: model profiles that take the place of the project's in this run. */
  profiles?: string;
  timeoutMs?: number;
  /** The last of them; where there are many, others went ahead. */
  records: StepRecord[];
  /** Set where console and host share a disk. */
  dirs?: RunDirs;
};

/** Where a run's files are: its own directory, what all runs share, and its place in the outcome repository if there is one. */
export type RunDirs = { run: string; globalData: string; outcome?: OutcomePlace };

/** The run works in `worktree`, on `branch`; a new branch begins at the first of `from` that there is, else at main. */
export type OutcomePlace = { repository: string; worktree: string; branch: string; from: string[] };

/** What is known of a step from earlier takes of its run; how the run goes on without doing it twice. */
export type StepRecord = {
  n: number;
  parent: number;
  ordinal: number;
  kind: StepKind;
  path: string;
  status: StepStatus;
  attempt: number;
  startedAt: number;
  fingerprint?: string;
  /** Of an open step: the input it was given when it began, which it keeps. */
  input?: string;
  output?: string;
  error?: RunError;
};

export type StepBegin = {
  is: "begin";
  n: number;
  parent: number;
  ordinal: number;
  kind: StepKind;
  path: string;
  attempt: number;
  at: number;
  fingerprint?: string;
  input?: string;
  /** Parts of the input's text that other inputs are likely to have too: from, to. */
  shared?: [from: number, to: number][];
  /** JSON text of the step's attributes. */
  attributes?: string;
  /** There is a row of it already, from an earlier take. */
  again?: boolean;
  /** The step does not run before its begin is durable. */
  awaited?: boolean;
};

export type StepEnd = {
  is: "end";
  n: number;
  at: number;
  status: Exclude<StepStatus, "running" | "waiting" | "reused">;
  output?: string;
  preview?: string;
  error?: RunError;
  /** The error came up from a step inside, where it is counted already. */
  passedOn?: boolean;
  usage?: Usage;
  /** Of a model call that was streamed: how long the first of its answer took. */
  firstTokenMs?: number;
};

/** A plan, a reason, a log line: begun and ended in one moment. */
export type StepNote = Omit<StepBegin, "is"> & { is: "note"; output: string; preview: string };

/** Every open step is an input or an ancestor of one: the host has put the run down and holds nothing of it any more. */
export type RunWait = { is: "wait"; at: number; inputs: number[]; wakeAt?: number };

export type RunEnd = {
  is: "run-end";
  at: number;
  status: RunEnding;
  resultType?: "json" | "document";
  result?: string;
  preview?: string;
  error?: RunError;
  passedOn?: boolean;
  /** Records of earlier takes this one never came to: they stay, marked. */
  unreached?: number[];
};

/** A file the agent keeps with its run; `path` is where it lies in the run's directory. */
export type ArtifactReport = { is: "artifact"; at: number; path: string; contentType: string; body: Uint8Array };

export type Report = { key: number; take: number } & (StepBegin | StepEnd | StepNote | ArtifactReport | RunWait | RunEnd);

/** The root step is the console's to write: every run has it, with this number, from its first take on. */
export const rootStep = 1;

/** Step numbers of different takes never meet: a begin that was lost with its host cannot lend its number to another step. */
export function firstStepOfTake(take: number): number {
  return take * 2 ** 32;
}
