import type { ForeignRun, ForeignStep, ForeignValues } from "@/server/domain/foreign-run";
import type { Prices } from "./assemble-run";
import type { ReadBatch, TraceBody } from "./read-batch";

export type TracesGiven = { databaseFile: string };

/** A run may be large: its steps are asked for part by part, until none come. */
export type TraceOrder =
  | { do: "read"; body: TraceBody }
  | { do: "assemble"; traceId: string; prices: Prices; isPartOf?: true }
  | { do: "next"; ticket: number }
  | { do: "values"; traceId: string; ids: readonly string[] };

export type RunHead = Omit<ForeignRun, "steps" | "valuesOf">;
export type TraceAnswer =
  | { batch: ReadBatch }
  | { head: RunHead | undefined; ticket: number }
  | { steps: ForeignStep[] }
  | { values: [id: string, values: ForeignValues][] };
