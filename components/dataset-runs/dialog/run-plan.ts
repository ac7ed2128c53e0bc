import { toDraft, type Draft } from "@/components/input-form/draft";
import { joinPath, readDraft, type FieldFault } from "@/components/input-form/draft-value";
import { readFieldSpec, type FieldSpec } from "@/components/input-form/field-spec";
import type { StartDatasetRunInput } from "@/server/domain/dataset-run";
import { datasetRunDefaults, datasetRunLimits } from "@/server/domain/dataset-run-limits";
import type { Json } from "@/server/domain/json";
import type { ScorerChoice } from "@/server/domain/score";
import type { ListedScorer } from "@/server/scores/list-scorers";

/** Settings of a ticked scorer: as they were found, and as they are being typed. */
export type TickedScorer = { settings: { [name: string]: Json }; draft?: Draft };
export type WhichItems = "all" | "selected" | "failed";

/** What is chosen in the dialog, as it stands in its controls. */
export type RunPlan = {
  datasetId: string | undefined;
  agentId: string | undefined;
  version: number | undefined;
  which: WhichItems;
  trials: string;
  concurrency: string;
  timeoutSeconds: string;
  maxRetries: string;
  name: string;
  scorers: Readonly<Record<string, TickedScorer>>;
  /** Until someone has chosen scorers, here or the last time, the usual ones are ticked. */
  scorersChosen: boolean;
  /** In place of a model profile: another's name, or another model. */
  profiles: Readonly<Record<string, string>>;
};

/** What the body of `POST /api/datasets/:datasetId/runs` is. */
export type StartBody = Omit<StartDatasetRunInput, "datasetId">;

export type PlanGiven = {
  agentId: string | undefined;
  version: number | undefined;
  selectedItemIds: readonly string[];
  /** The run whose failures are meant. */
  lastRunId: string | undefined;
  scorers: readonly ListedScorer[];
  profileNames: readonly string[];
};

export const emptyPlan: RunPlan = {
  datasetId: undefined,
  agentId: undefined,
  version: undefined,
  which: "all",
  trials: String(datasetRunDefaults.trials),
  concurrency: String(datasetRunDefaults.concurrency),
  timeoutSeconds: "",
  maxRetries: String(datasetRunDefaults.maxRetries),
  name: "",
  scorers: {},
  scorersChosen: false,
  profiles: {},
};

/** What is ticked where nobody has chosen: comparing with what is expected needs no settings. */
export const usualScorers: RunPlan["scorers"] = { "exact-match": { settings: {} } };

const longestSeconds = Math.floor(datasetRunLimits.itemTimeoutMs / 1000);

/** The request a plan comes to, without what is anyway so, and what of it cannot be read. */
export function readPlan(plan: RunPlan, given: PlanGiven): { body: StartBody | undefined; faults: FieldFault[] } {
  const faults: FieldFault[] = [];
  const whole = (name: "trials" | "concurrency" | "maxRetries", least: number) => {
    const text = plan[name].trim();
    const value = Number(text);
    if (text === "" || value === datasetRunDefaults[name]) return {};
    const most = datasetRunLimits[name];
    if (/^\d+$/.test(text) && value >= least && value <= most) return { [name]: value };
    faults.push({ path: name, message: `is a whole number from ${least} to ${most.toLocaleString("en")}` });
    return {};
  };
  const numbers = { ...whole("trials", 1), ...whole("concurrency", 1), ...whole("maxRetries", 0) };
  const timeout = readTimeout(plan.timeoutSeconds, faults);
  const scorers = given.scorers.flatMap((scorer) => readScorer(scorer, plan.scorers[scorer.id], faults));
  const profiles = readProfiles(plan.profiles, given.profileNames);
  const { agentId, version } = given;
  if (agentId === undefined) return { body: undefined, faults };
  const body: StartBody = {
    agentId,
    ...(plan.name.trim() === "" ? {} : { name: plan.name.trim() }),
    ...(version === undefined ? {} : { version }),
    ...(plan.which === "selected" ? { itemIds: [...given.selectedItemIds] } : {}),
    ...(plan.which === "failed" && given.lastRunId !== undefined ? { failedIn: given.lastRunId } : {}),
    ...numbers,
    ...timeout,
    ...(scorers.length > 0 ? { scorers } : {}),
    ...(Object.keys(profiles).length > 0 ? { profiles } : {}),
  };
  return { body, faults };
}

function readTimeout(text: string, faults: FieldFault[]): { itemTimeoutMs?: number } {
  const seconds = Number(text.trim());
  if (text.trim() === "") return {};
  if (seconds >= 0.001 && seconds <= longestSeconds) return { itemTimeoutMs: Math.round(seconds * 1000) };
  faults.push({ path: "itemTimeoutMs", message: "is a number of seconds above 0" });
  return {};
}

export const settingsPath = (id: string): string => `settings.${id}`;

/** The form of a scorer's settings; nothing where it takes none. */
export function settingsSpec({ settings }: ListedScorer): Extract<FieldSpec, { type: "object" }> | undefined {
  const spec = settings && readFieldSpec(settings);
  return spec?.type === "object" && spec.fields.length > 0 ? spec : undefined;
}

export function settingsDraft(spec: FieldSpec, { settings, draft }: TickedScorer): Draft {
  return draft ?? toDraft(spec, settings);
}

function readScorer(scorer: ListedScorer, ticked: TickedScorer | undefined, faults: FieldFault[]): ScorerChoice[] {
  if (!ticked) return [];
  const spec = settingsSpec(scorer);
  if (!spec) return [{ id: scorer.id }];
  const { value, faults: own } = readDraft(spec, settingsDraft(spec, ticked), settingsPath(scorer.id));
  const settings = isObject(value) ? value : {};
  // A form leaves out what is empty; what cannot be left out is said here, before the server has to.
  const missing = spec.fields.filter(({ name, required }) => required && settings[name] === undefined);
  faults.push(...own, ...missing.map(({ name }) => ({ path: joinPath(settingsPath(scorer.id), name), message: "is needed" })));
  return [{ ...settings, id: scorer.id }];
}

function isObject(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readProfiles(chosen: RunPlan["profiles"], known: readonly string[]): NonNullable<StartBody["profiles"]> {
  const given = Object.entries(chosen).map(([name, text]) => [name, text.trim()] as const);
  return Object.fromEntries(
    given.filter(([, text]) => text !== "").map(([name, text]) => [name, known.includes(text) ? text : { model: text }]),
  );
}
