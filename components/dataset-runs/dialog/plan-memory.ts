import type { Json } from "@/server/domain/json";
import type { StartBody } from "./run-plan";
import { emptyPlan, type RunPlan, type TickedScorer } from "./run-plan";

/** What was started last is where the next dialog of the dataset begins: a preference of this browser. */
const placeOf = (datasetId: string): string => `trackside.run-dataset.${datasetId}`;

export function rememberPlan(datasetId: string, plan: RunPlan, body: StartBody): void {
  const { trials, concurrency, timeoutSeconds, maxRetries } = plan;
  const kept = { agentId: body.agentId, trials, concurrency, timeoutSeconds, maxRetries, scorers: body.scorers ?? [] };
  try {
    localStorage.setItem(placeOf(datasetId), JSON.stringify(kept));
  } catch {
    // Storage may be forbidden or full; then the next dialog begins with the usual.
  }
}

/** The last choices, as far as they can be read. */
export function recallPlan(datasetId: string | undefined): Partial<RunPlan> {
  if (datasetId === undefined) return {};
  const kept = read(placeOf(datasetId));
  if (!isObject(kept)) return {};
  const text = (name: "trials" | "concurrency" | "timeoutSeconds" | "maxRetries") =>
    typeof kept[name] === "string" ? kept[name].slice(0, 20) : emptyPlan[name];
  const scorers = Array.isArray(kept.scorers) ? kept.scorers.flatMap(toTicked) : [];
  return {
    ...(typeof kept.agentId === "string" ? { agentId: kept.agentId } : {}),
    trials: text("trials"),
    concurrency: text("concurrency"),
    timeoutSeconds: text("timeoutSeconds"),
    maxRetries: text("maxRetries"),
    scorers: Object.fromEntries(scorers),
    scorersChosen: true,
  };
}

function toTicked(choice: Json): [string, TickedScorer][] {
  if (!isObject(choice) || typeof choice.id !== "string") return [];
  const { id, ...settings } = choice;
  return [[id, { settings }]];
}

function read(place: string): Json {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "null") as Json;
  } catch {
    return null;
  }
}

function isObject(value: Json): value is { [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
