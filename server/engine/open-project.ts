import type { Database } from "@/db/database";
import { registerProject } from "@/server/agents/register-project";
import type { ProjectState } from "@/server/context";
import type { FromHost } from "@/server/domain/host-protocol";
import { isSetIn } from "@/server/domain/isolation";
import { problemOfProfiles } from "@/server/domain/model-profile";
import { projectEnvironment, projectSettings } from "@/server/domain/project-settings";
import type { Log } from "@/server/log";
import { persist } from "./persist";

type Opened = Omit<ProjectState, "dir">;

export const noProject: Opened = { loaded: false, problems: [], models: {}, scorers: [], uses: new Map(), settings: {} };

/** Takes over what the shared host found in the project; an agent whose models cannot be used says so from now on. */
export async function openProject(
  db: Database,
  log: Log,
  { agents, problems, models, settings, environment, scorers }: Extract<FromHost, { type: "project" }>,
  isSet: (variable: string) => boolean,
): Promise<Opened> {
  const uses = new Map(agents.flatMap((agent) => (agent.models ? [[agent.id, agent.models] as const] : [])));
  const isolations = new Map(agents.map(({ id, isolation }) => [id, isolation]));
  const problemOf = (id: string): string | undefined =>
    problemOfProfiles(uses.get(id) ?? [], models, {}, isSetIn(isolations.get(id), isSet));
  await persist(log, "Writing down the project's agents", () => registerProject(db, agents, Date.now(), problemOf));
  // A host shares its process with agents: what it says is checked like any other word from outside.
  const inForce = projectEnvironment.safeParse(environment).data;
  return {
    loaded: true,
    problems,
    models,
    scorers,
    uses,
    settings: projectSettings.catch({}).parse(settings),
    ...(inForce ? { environment: inForce } : {}),
  };
}
