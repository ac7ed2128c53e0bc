import type { Agent, JsonSchema } from "@/server/domain/agent";
import type { AgentRow } from "./store";

export function toAgent(row: AgentRow): Agent {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as Agent["kind"],
    revision: row.revision,
    inputSchema: JSON.parse(row.inputSchema) as JsonSchema,
    resultType: row.resultType as Agent["resultType"],
    runnable: row.kind !== "imported" && row.problem === null,
    ...(row.description === null ? {} : { description: row.description }),
    ...(row.problem === null ? {} : { problem: row.problem }),
  };
}
