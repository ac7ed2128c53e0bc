import type { z } from "zod";
import type { IsolationSetting } from "@/server/domain/isolation";
import type { ModelProfile, ModelProfiles } from "@/server/domain/model-profile";
import type { AgentContext } from "./agent-context";
import type { DocumentResult } from "./document-result";
import type { EventHandlers } from "./events";

export type { AgentContext } from "./agent-context";
export type { ModelProfile } from "@/server/domain/model-profile";
export type { DocumentResult } from "./document-result";
export { defineScorer } from "./define-scorer";
export type { Scored, ScorerDefinition, ScorerTools, Verdict } from "./define-scorer";
export type { AgentEvent, EventHandlers, InputRequiredEvent } from "./events";
export type { AgentDirs, ArtifactData, KeptArtifact } from "./run-files";
export type { InputOptions, MapOptions, Source, StepCall, StepOptions } from "./step-options";

/** Agents are told by this, not by identity: a project may bring its own copy of this package. */
const brand = Symbol.for("trackside.agent");

type Result<Output extends z.ZodType> = z.input<Output> | DocumentResult;

export type AgentDefinition<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  /** `[a-z0-9][a-z0-9_.-]{0,127}`; in addresses, paths and commands. */
  id: string;
  name?: string;
  description?: string;
  input?: Input;
  output?: Output;
  resultType?: "json" | "document";
  /** Time in which a run of it may work; waiting and downtime do not count. */
  timeoutMs?: number;
  /**
   * "process" gives each run a process of its own, with its own working directory, and where said a limit to its memory
   * and an environment laid over the host's. Slower to start; without it runs share the host process.
   */
  isolation?: IsolationSetting;
  /** Hears of its runs' events; answers what steps are to work on. */
  on?: EventHandlers;
  /** The model profiles it uses: a run is refused, and told why, while one of them cannot be used. */
  models?: string[];
  run(ctx: AgentContext, input: z.output<Input>): Result<Output> | Promise<Result<Output>>;
};

export type DefinedAgent<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = AgentDefinition<
  Input,
  Output
>;

/** Defines an agent: make it the default export of a file in the project's `agents/`. */
export function defineAgent<Input extends z.ZodType = z.ZodUnknown, Output extends z.ZodType = z.ZodAny>(
  definition: AgentDefinition<Input, Output>,
): DefinedAgent<Input, Output> {
  return Object.assign({ ...definition }, { [brand]: true as const });
}

const configBrand = Symbol.for("trackside.config");

type Settings = {
  /** Models by the names agents know them by. A key is only named here; its value stays in the environment. */
  models?: ModelProfiles;
  /** What agents get by `ctx.resource(name)`: a value, or a function that makes one when it is first asked for. */
  resources?: Record<string, unknown>;
  /** Hear of the events of all the project's runs, after the agent's own. */
  on?: EventHandlers;
  /** How many runs may work at once. */
  concurrency?: number;
  /** Below the data directory's `runs/`: where this project's run directories go. */
  runsSubpath?: string;
  /** What runs' `.trace` files say: all, all but inputs and outputs, or nothing. `full` where not said. */
  tracing?: "full" | "basic" | "off";
  /** Turns on a git repository of that name, with a branch for each run that uses `ctx.dirs.outcome`. */
  outcome?: { name: string };
};

export type ProjectConfig = Settings & {
  /** Merged over the rest where the environment variable TRACKSIDE_ENV is the name. */
  environments?: Record<string, EnvironmentConfig>;
};

type EnvironmentConfig = Omit<Settings, "models"> & { models?: Record<string, Partial<ModelProfile>> };

/** Settles what holds for the whole project: make it the default export of `trackside.config.ts`. */
export function defineConfig(config: ProjectConfig): ProjectConfig {
  return Object.assign({ ...config }, { [configBrand]: true as const });
}
