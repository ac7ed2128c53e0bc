import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Agent, ProjectProblem } from "@/server/domain/agent";
import { HostProcess } from "@/server/engine/host-process";
import { hostEnv, type Env } from "@/server/env";
import { createLog } from "@/server/log";
import { Api } from "./api";
import type { Check } from "./check";
import type { Door } from "./door";
import type { Session } from "./session";

type Opened = { agents: { id: string }[]; problems: ProjectProblem[] };

const longestOpeningMs = 30_000;

/** Which files of the project do not load: as the console sees it, or, where none runs, as an agent host of our own does. */
export async function checkProject(session: Session, env: Env | undefined, door: Door | undefined): Promise<Check> {
  const name = "project";
  const opened = door
    ? await new Api(door, session.signal).get<{ agents: Agent[]; problems: ProjectProblem[] }>("/api/agents")
    : env && (await openAlone(session, env));
  const where = env && !door ? ` in ${env.projectDir}` : "";
  if (!opened || typeof opened === "string")
    return { name, level: "fault", detail: `the project${where} does not open: ${opened ?? "nothing was said"}` };
  const { agents, problems } = opened;
  const count = `${agents.length} ${agents.length === 1 ? "agent" : "agents"}${where}`;
  if (problems.length > 0) {
    const files = problems.map(({ file, error }) => `${file}: ${error}`).join("; ");
    return {
      name,
      level: "fault",
      detail: `${problems.length === 1 ? "a file does" : `${problems.length} files do`} not load: ${files}. Correct what is named; ${count} loaded.`,
    };
  }
  if (agents.length === 0)
    return {
      name,
      level: "warning",
      detail: `no agents${where}: put one in agents/, or make a project with \`trackside init DIR\``,
    };
  return { name, level: "ok", detail: count };
}

/** In a process that ends when it has said what it found. Words, where it did not get so far. */
async function openAlone({ root }: Session, { projectDir, logLevel }: Env): Promise<Opened | string> {
  const buildDir = await mkdtemp(join(tmpdir(), "trackside-doctor-"));
  const timeout = AbortSignal.timeout(longestOpeningMs);
  let host: HostProcess | undefined;
  try {
    return await new Promise((resolve) => {
      host = new HostProcess(
        { file: join(root, "dist/host.js"), projectDir, buildDir, env: hostEnv(), log: createLog(logLevel) },
        {
          message: (message) => (message.type === "project" ? resolve(message) : undefined),
          gone: (how) => resolve(`the agent host ended (${how})`),
        },
      );
      timeout.addEventListener("abort", () => resolve(`it takes longer than ${longestOpeningMs / 1000} s`));
    });
  } finally {
    await host?.stop(1000);
    await rm(buildDir, { recursive: true, force: true });
  }
}
