import type { Json } from "@/server/domain/json";

export type ArtifactData = string | Uint8Array | Json | object;

/** Where it lies in the run's directory, and its size. */
export type KeptArtifact = { path: string; bytes: number };

/** Real directories, each made when it is first read. What the agent writes there itself is kept and shown, but not recorded. */
export type AgentDirs = {
  readonly run: string;
  readonly staticInputs: string;
  /** The same for all runs. */
  readonly globalData: string;
  /** The run's own working tree of the project's outcome repository; undefined where the project has none. */
  readonly outcome: string | undefined;
};
