import { z } from "zod";
import { allRunStatuses, type RunStatus } from "./run-status";

/** Words other run systems use for the same thing; filters take them, answers never use them. */
const synonyms: Readonly<Record<string, RunStatus>> = { started: "running", done: "completed" };

export const runStatusFilter = z
  .string()
  .max(20)
  .transform((word) => synonyms[word] ?? word)
  .pipe(z.enum(allRunStatuses))
  .meta({ enum: [...allRunStatuses, ...Object.keys(synonyms)] });
