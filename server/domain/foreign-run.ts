import type { ForeignSource } from "./foreign-source";
import type { Json } from "./json";
import { quickHash } from "./quick-hash";
import type { Usage } from "./run";
import type { RunError } from "./run-error";
import type { RunStatus } from "./run-status";
import type { StepKind, StepStatus } from "./step-kind";

/** What may be large of a step. */
export type ForeignValues = Pick<ForeignStep, "input" | "output" | "error" | "attributes">;
/** Hashes of a step's values, by which is told whether they have changed, and how many characters they are. */
export type ForeignPrint = Record<keyof ForeignValues, string> & { chars: number };

/** A step as its source knows it so far. Without `endedAt` it is still open, whatever its status says. */
export type ForeignStep = {
  /** Unique in its run: by it the step keeps its number, and so its links, however often it is drawn anew. */
  id: string;
  /** Another step's id, or the run's `rootId`. Where that one has not come, the step hangs on the root, marked. */
  parentId?: string;
  kind: StepKind;
  name: string;
  status: Exclude<StepStatus, "waiting" | "reused">;
  startedAt: number;
  endedAt?: number;
  input?: Json;
  output?: Json;
  error?: RunError;
  /** Of this call alone: a sum over the steps inside it would count twice. */
  usage?: Usage;
  attributes?: Record<string, Json>;
  attempt?: number;
  /** What stands beside its name; where nothing is said, its output in one line. */
  preview?: string;
  /** Where its values are left out: what they come to. The run's `valuesOf` has them, for those steps that are written. */
  print?: ForeignPrint;
};

/** A whole run as its source knows it so far. Its root step is drawn from it and is not among `steps`. */
export type ForeignRun = {
  source: ForeignSource;
  runId: string;
  /** By the contract's rule; `toAgentId` makes one of any name. */
  agentId: string;
  agentName: string;
  name?: string;
  /** Nobody here can answer it, so it never waits. Without `endedAt` it is still running. */
  status: Exclude<RunStatus, "pending" | "waiting">;
  /** The earliest known begin; it moves as more becomes known. */
  createdAt: number;
  startedAt: number;
  endedAt?: number;
  input?: Json;
  result?: { type: "json" | "document"; data: Json };
  error?: RunError;
  roomId?: string;
  entityId?: string;
  messageId?: string;
  parentRunId?: string;
  tags: string[];
  metadata: Record<string, Json>;
  /** What the root is called where steps name their parents. */
  rootId?: string;
  /** Of the root step. */
  attributes?: Record<string, Json>;
  steps: ForeignStep[];
  /** By the steps' ids. All values of a long run at once would not fit into memory. */
  valuesOf?: (ids: readonly string[]) => Promise<ReadonlyMap<string, ForeignValues>>;
};

/** An agent's id for a name from elsewhere: what the rule for ids does not take becomes a "-". */
export function toAgentId(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, "-")
    .replace(/^[^a-z0-9]+/, "")
    .slice(0, 128)
    .replace(/[-.]+$/, "");
  // Nothing of it may be left, as of a name in Cyrillic.
  return plain === "" ? `agent-${quickHash(name).toString(36)}` : plain;
}
