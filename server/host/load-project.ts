import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { JsonSchema, ProjectProblem } from "@/server/domain/agent";
import type { LoadedAgent, LoadedScorer } from "@/server/domain/host-protocol";
import { agentId } from "@/server/domain/ids";
import { isolationSetting, toIsolation } from "@/server/domain/isolation";
import type { ModelProfiles } from "@/server/domain/model-profile";
import { processEnv } from "@/server/env";
import { projectSettings, type ProjectEnvironment, type ProjectSettings } from "@/server/domain/project-settings";
import { messageOf } from "@/server/errors";
import type { DefinedAgent, ProjectConfig, ScorerDefinition } from "@/server/sdk/trackside";
import { applyEnvironment } from "./apply-environment";
import { bundleProject } from "./bundle-project";
import { checkGit } from "./check-git";
import { addScorer } from "./scorers/add-scorer";
import { loadStaticInputs, staticInputsFile } from "./load-static-inputs";

export type LoadedProject = {
  agents: Map<string, DefinedAgent>;
  loaded: LoadedAgent[];
  problems: ProjectProblem[];
  config: ProjectConfig;
  models: ModelProfiles;
  settings: ProjectSettings;
  environment?: ProjectEnvironment;
  scorers: Map<string, ScorerDefinition>;
  loadedScorers: LoadedScorer[];
};

export const noProject = (): LoadedProject => ({
  agents: new Map(),
  loaded: [],
  problems: [],
  config: {},
  models: {},
  settings: {},
  scorers: new Map(),
  loadedScorers: [],
});

const brand = Symbol.for("trackside.agent");
const configBrand = Symbol.for("trackside.config");
const configFile = "trackside.config.ts";
const anything: JsonSchema = {};

/** Loads every agent of the project. What does not load is named with its error; the others still do. */
export async function loadProject(projectDir: string, buildDir: string): Promise<LoadedProject> {
  const project = noProject();
  try {
    const config = existsSync(join(projectDir, configFile)) ? [configFile] : [];
    const files = [...config, ...(await findFiles(projectDir, "agents")), ...(await findFiles(projectDir, "scorers"))];
    const { bundled, faults } = await bundleProject(projectDir, files, buildDir);
    project.problems.push(...faults);
    for (const { file, url, revision, sources } of bundled.toSorted((a, b) => (a.file < b.file ? -1 : 1)))
      try {
        const module = (await import(url)) as { default?: unknown };
        if (file === configFile) {
          configure(project, module.default);
          project.settings = settingsOf(project.config);
        } else if (file.startsWith("scorers/")) addScorer(project, file, module.default);
        else addAgent(project, { file, revision, sources }, module.default);
      } catch (thrown) {
        project.problems.push({ file, error: messageOf(thrown) });
      }
  } catch (thrown) {
    project.problems.push({ file: projectDir, error: messageOf(thrown) });
  }
  const withoutGit = project.settings.outcome ? await checkGit() : undefined;
  if (withoutGit !== undefined) project.problems.push({ file: configFile, error: withoutGit });
  try {
    const staticInputs = await loadStaticInputs(projectDir);
    if (staticInputs) project.settings = { ...project.settings, staticInputs };
  } catch (thrown) {
    project.problems.push({ file: staticInputsFile, error: messageOf(thrown) });
  }
  return project;
}

function configure(project: LoadedProject, exported: unknown): void {
  if (typeof exported !== "object" || exported === null || !(configBrand in exported))
    throw new Error("Its default export is not a configuration: write `export default defineConfig({ … })`.");
  const { problems, ...applied } = applyEnvironment(exported as ProjectConfig, processEnv()["TRACKSIDE_ENV"] || undefined);
  Object.assign(project, applied);
  project.problems.push(...problems.map((error) => ({ file: configFile, error })));
}

function settingsOf({ runsSubpath, tracing, outcome }: ProjectConfig): ProjectSettings {
  const parsed = projectSettings.safeParse({ runsSubpath, tracing, outcome });
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; "));
}

type AgentSource = Pick<LoadedAgent, "file" | "revision" | "sources">;

function addAgent(project: LoadedProject, source: AgentSource, exported: unknown): void {
  if (typeof exported !== "object" || exported === null || !(brand in exported))
    throw new Error("Its default export is not an agent: write `export default defineAgent({ … })`.");
  const agent = exported as unknown as DefinedAgent;
  const id = agentId.safeParse(agent.id);
  if (!id.success) throw new Error(`Its id ${JSON.stringify(agent.id)} is not allowed: ${id.error.issues[0]?.message}.`);
  const other = project.loaded.find((each) => each.id === id.data);
  if (other) throw new Error(`Its id ${id.data} is taken by ${other.file}.`);
  if (typeof agent.run !== "function") throw new Error("It has no run function.");
  const setting = isolationSetting.optional().safeParse(agent.isolation);
  if (!setting.success) throw new Error(`Its isolation is not right: ${z.prettifyError(setting.error)}`);
  const isolation = toIsolation(setting.data);
  project.agents.set(id.data, agent);
  project.loaded.push({
    id: id.data,
    name: agent.name ?? id.data,
    ...source,
    resultType: agent.resultType ?? "json",
    inputSchema: agent.input
      ? (z.toJSONSchema(agent.input, { io: "input", unrepresentable: "any", override: dropFlaggedPattern }) as JsonSchema)
      : anything,
    ...(agent.description === undefined ? {} : { description: agent.description }),
    ...(agent.timeoutMs === undefined ? {} : { timeoutMs: agent.timeoutMs }),
    ...(isolation ? { isolation } : {}),
    ...(agent.models === undefined ? {} : { models: agent.models }),
  });
}

/** Files of `agents/` or `scorers/`, and of folders in it the one named `index`, `agent` or `scorer`. */
async function findFiles(projectDir: string, folder: "agents" | "scorers"): Promise<string[]> {
  // A folder without agents is one where somebody is about to begin.
  const entries = await readdir(join(projectDir, folder), { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return [];
    throw cause;
  });
  const isCode = (name: string): boolean => /\.(ts|tsx|mts|js|mjs)$/.test(name) && !/\.(test|spec|d)\.[a-z]+$/.test(name);
  const files: string[] = [];
  for (const entry of entries) {
    if (entry.isDirectory()) {
      const inside = await readdir(join(projectDir, folder, entry.name));
      const main = inside.find((name) => isCode(name) && /^(agent|scorer|index)\./.test(name));
      if (main) files.push(`${folder}/${entry.name}/${main}`);
    } else if (isCode(entry.name)) files.push(`${folder}/${entry.name}`);
  }
  return files.toSorted();
}

type Described = { zodSchema: z.core.$ZodTypes; jsonSchema: { pattern?: string } };

/** JSON Schema's patterns know no flags: one that has some would refuse what the agent takes. */
function dropFlaggedPattern({ zodSchema, jsonSchema }: Described): void {
  const checks = (zodSchema._zod.def as { checks?: { _zod?: { def?: { pattern?: unknown } } }[] }).checks ?? [];
  const flagged = checks.some(({ _zod }) => _zod?.def?.pattern instanceof RegExp && /[ims]/.test(_zod.def.pattern.flags));
  if (flagged) delete jsonSchema.pattern;
}
