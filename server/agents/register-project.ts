import type { Database } from "@/db/database";
import type { AgentDefinition } from "@/server/domain/agent-revision";
import type { LoadedAgent } from "@/server/domain/host-protocol";
import type { Isolation } from "@/server/domain/isolation";
import { putAgent, readAgents, setAgentProblem } from "./store";

/** Takes over what the host found in the project. An agent that is no longer there keeps its page and says why it cannot run. */
export async function registerProject(
  db: Database,
  loaded: LoadedAgent[],
  now: number,
  problemOf: (id: string) => string | undefined,
): Promise<void> {
  const here = new Set(loaded.map((agent) => agent.id));
  const gone = (await readAgents(db)).filter((row) => row.kind === "code" && !here.has(row.id));
  await db.write([
    ...gone.map((row) => setAgentProblem(db, row.id, "It is not in the project any more, or its file does not load.", now)),
    ...loaded.flatMap((agent) =>
      putAgent(
        db,
        {
          id: agent.id,
          name: agent.name,
          description: agent.description ?? null,
          kind: "code",
          revision: agent.revision,
          inputSchema: JSON.stringify(agent.inputSchema),
          resultType: agent.resultType,
          file: agent.file,
          timeoutMs: agent.timeoutMs ?? null,
          problem: problemOf(agent.id) ?? null,
          isolation: agent.isolation ? JSON.stringify(agent.isolation) : null,
          updatedAt: now,
        },
        definitionOf(agent),
      ),
    ),
  ]);
}

/** What is kept of each revision besides its schema, to be compared with another's. Of the code only which files, by their hashes. */
function definitionOf({
  name,
  description,
  resultType,
  timeoutMs,
  isolation,
  models,
  file,
  sources,
}: LoadedAgent): AgentDefinition {
  return {
    name,
    ...(description === undefined ? {} : { description }),
    resultType,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(isolation === undefined ? {} : { isolation: shown(isolation) }),
    ...(models === undefined ? {} : { models }),
    file,
    sources,
  };
}

function shown({ level, memoryMb, env = {} }: Isolation): NonNullable<AgentDefinition["isolation"]> {
  return { level, ...(memoryMb === undefined ? {} : { memoryMb }), env: Object.keys(env).toSorted() };
}
