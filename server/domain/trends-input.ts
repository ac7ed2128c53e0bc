import { z } from "zod";
import { agentId } from "./ids";
import { hourOf } from "./trends";

/** Charts are read by eye: more points than this no one tells apart. */
const mostPoints = 200;

const instant = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const trendsInput = z.strictObject({
  /** All agents where none is named. */
  agentId: agentId.optional(),
  revision: z.string().min(1).max(100).optional(),
  /** Where each point begins, and where the last one ends; each counts as the hour it lies in. */
  edges: z
    .array(instant)
    .min(2)
    .max(mostPoints + 1)
    .refine(
      (edges) => edges.every((edge, at) => at === 0 || hourOf(edge) > hourOf(edges[at - 1] ?? 0)),
      "must be different hours, in order",
    ),
  /** Runs of dataset runs count too, unless this is false. */
  datasetRuns: z.boolean().default(true),
});
