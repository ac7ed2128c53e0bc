import type { z } from "zod";
import type { StepKind } from "@/server/domain/step-kind";

export type StepOptions<Input = unknown> = {
  /** What kind of work it is; `action` where not said. */
  kind?: Exclude<StepKind, "agent" | "planning" | "reasoning" | "log" | "input">;
  /** What the step works on. Recorded, and by it the step is found again when its run goes on after a crash. */
  input?: Input;
  /** What its input must look like, whoever gives it: one that does not fit ends the step in an error. */
  schema?: z.ZodType<Input>;
  /** Ends the step as a timeout when it takes longer; its signal is aborted first. */
  timeoutMs?: number;
  /** For effects that must not happen twice: a step cut off by a crash then fails instead of running again. */
  onInterrupted?: "run-again" | "fail";
};

/** What a step's function can know of this call of it. */
export type StepCall = {
  stepId: string;
  /** The same for every attempt of this step: give it to services that can tell a repetition by it. */
  idempotencyKey: string;
  /** 1, and one more for each crash that cut it off. */
  attempt: number;
  signal: AbortSignal;
};

export type InputOptions<Schema extends z.ZodType> = {
  /** What an answer must look like; the form is made from it. */
  schema: Schema;
  /** The question, for the person. */
  prompt?: string;
  /** Throws INPUT_TIMEOUT when nobody has answered by then. */
  timeoutMs?: number;
};

/** Of a run that a run starts. */
export type RunOptions = { name?: string; timeoutMs?: number };

export type MapOptions<Item> = {
  /** A name for each element's scope, unique among them; else its position. */
  key?: (item: Item, index: number) => string;
  /** How many at once; 1 (in order) where not said. */
  concurrency?: number;
};

export type Source = { title: string; url: string };
