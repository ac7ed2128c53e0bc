import { distance } from "fastest-levenshtein";
import type { Agent, ProjectProblem } from "@/server/domain/agent";
import type { Api } from "./api";
import { wrongUse } from "./cli-error";

const mostNamed = 3;

/** The agent of that id; or which ids come nearest, and which files did not load and may have held it. */
export async function findAgent(api: Api, id: string): Promise<Agent> {
  const { agents, problems } = await api.get<{ agents: Agent[]; problems: ProjectProblem[] }>("/api/agents");
  const agent = agents.find((each) => each.id === id);
  if (agent) return agent;
  const near = agents
    .map((each) => ({ id: each.id, far: distance(each.id, id) }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, mostNamed)
    .map((each) => each.id);
  const advice =
    near.length > 0 ? `Nearest ${near.length === 1 ? "is" : "are"} ${near.join(", ")}.` : "The project has none yet.";
  const faulty = problems.map(({ file, error }) => `\n  ${file} does not load: ${error}`);
  throw wrongUse(`There is no agent ${id}. ${advice}${faulty.join("")}`);
}
