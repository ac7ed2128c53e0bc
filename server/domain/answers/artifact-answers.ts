import { z } from "zod";
import type { ArtifactFile } from "../artifact";
import type { Outcome, OutcomeFile } from "../outcome";
import { instant, unnumberedPage } from "./plain-answers";

const artifactFile = z
  .strictObject({
    path: z.string().describe("Below the run's directory"),
    bytes: z.number(),
    contentType: z.string(),
    modifiedAt: instant,
    source: z
      .enum(["artifact", "agent", "record"])
      .describe("Kept by the agent, written by its own hand, or drawn from the record"),
  })
  .meta({ id: "ArtifactFile" }) satisfies z.ZodType<ArtifactFile>;

export const artifactPage = z.strictObject({ artifacts: z.array(artifactFile), ...unnumberedPage });

const outcomeFile = z.strictObject({
  path: z.string(),
  change: z.enum(["added", "changed", "removed"]),
  addedLines: z.number().exactOptional(),
  removedLines: z.number().exactOptional(),
}) satisfies z.ZodType<OutcomeFile>;

const outcome = z
  .strictObject({
    branch: z.string(),
    against: z.string().exactOptional().describe("The run it is compared with"),
    files: z.array(outcomeFile),
    fileCount: z.number(),
    diff: z.string().describe("A unified diff"),
    truncated: z.boolean(),
  })
  .meta({ id: "Outcome" }) satisfies z.ZodType<Outcome>;

export const oneOutcome = z.strictObject({ outcome: outcome.nullable().describe("null: the run changed nothing there") });
