import { z } from "zod";
import type { Agent, ProjectProblem } from "../agent";
import { json } from "../json";
import { instant } from "./plain-answers";

const jsonSchema = z.record(z.string(), json).describe("A JSON Schema, draft 2020-12");

const agent = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string().exactOptional(),
    kind: z.enum(["code", "imported"]).describe("imported: known only from what it sent"),
    revision: z.string().describe("The hash of its definition"),
    inputSchema: jsonSchema,
    resultType: z.enum(["json", "document"]),
    runnable: z.boolean(),
    problem: z.string().exactOptional().describe("Why it cannot run"),
  })
  .meta({ id: "Agent" }) satisfies z.ZodType<Agent>;

const projectProblem = z
  .strictObject({ file: z.string(), error: z.string() })
  .meta({ id: "ProjectProblem" }) satisfies z.ZodType<ProjectProblem>;

const revision = z
  .strictObject({
    revision: z.string(),
    firstSeenAt: instant,
    inputSchema: jsonSchema,
    definition: z.record(z.string(), json).exactOptional().describe("What the agent says of itself, and the files it is made of"),
  })
  .meta({ id: "AgentRevision" });

export const revisionList = z.strictObject({
  revisions: z.array(revision).describe("The latest first"),
  hasMore: z.boolean().describe("There are older ones, which are not listed"),
});

const listedScorer = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    file: z.string().exactOptional().describe("Of the project; the others are built in"),
    description: z.string().exactOptional(),
    models: z.array(z.string()).exactOptional(),
    timeoutMs: z.number().exactOptional(),
    settings: jsonSchema.exactOptional().describe("What it can be given, as a JSON Schema"),
    problem: z.string().exactOptional().describe("Why it cannot be used"),
  })
  .meta({ id: "Scorer" });

export const scorerList = z.strictObject({ scorers: z.array(listedScorer) });

export const agentList = z.strictObject({
  agents: z.array(agent),
  problems: z.array(projectProblem).describe("Files of the project that do not load"),
});
export const oneAgent = z.strictObject({ agent });
