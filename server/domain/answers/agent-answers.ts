import { z } from "zod";
import type { Agent, ProjectProblem } from "../agent";
import { json } from "../json";

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

export const agentList = z.strictObject({
  agents: z.array(agent),
  problems: z.array(projectProblem).describe("Files of the project that do not load"),
});
export const oneAgent = z.strictObject({ agent });
