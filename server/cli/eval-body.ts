import type { Json } from "@/server/domain/json";
import { wrongUse } from "./cli-error";
import { jsonOf, readJsonArgument } from "./read-argument";
import { readProfiles } from "./read-profiles";

export type EvalOptions = {
  agent: string;
  name?: string;
  version?: string;
  items?: string;
  failedIn?: string;
  trials?: string;
  concurrency?: string;
  itemTimeout?: string;
  retries?: string;
  scorer?: string[];
  profile?: string[];
};

/** What `POST /api/datasets/:datasetId/runs` is asked, from the words of a command. Thresholds name scorers too. */
export async function evalBody(options: EvalOptions, alsoScorers: string[], here: string): Promise<Record<string, Json>> {
  const given = (options.scorer ?? []).map(readScorer);
  const named = new Set(given.map((choice) => (typeof choice === "string" ? choice : nameOf(choice))));
  const also = [...new Set(alsoScorers)].filter((id) => !named.has(id));
  const scorers = [...new Set(given), ...also];
  return {
    agentId: options.agent,
    ...(options.name === undefined ? {} : { name: options.name }),
    ...wholeNumber("version", "version", options.version),
    ...(options.items === undefined ? {} : { itemIds: await readJsonArgument(options.items, "--items", here) }),
    ...(options.failedIn === undefined ? {} : { failedIn: options.failedIn }),
    ...wholeNumber("trials", "trials", options.trials),
    ...wholeNumber("concurrency", "concurrency", options.concurrency),
    ...seconds("item-timeout", "itemTimeoutMs", options.itemTimeout),
    ...wholeNumber("retries", "maxRetries", options.retries),
    ...(scorers.length > 0 ? { scorers } : {}),
    ...(options.profile ? { profiles: readProfiles(options.profile) } : {}),
  };
}

function wholeNumber(option: string, name: string, text: string | undefined): Record<string, number> {
  if (text === undefined) return {};
  if (/^\d{1,9}$/.test(text)) return { [name]: Number(text) };
  throw wrongUse(`--${option} wants a whole number, not "${text}".`);
}

function seconds(option: string, name: string, text: string | undefined): Record<string, number> {
  if (text === undefined) return {};
  if (/^\d{1,7}(\.\d{1,3})?$/.test(text)) return { [name]: Math.round(Number(text) * 1000) };
  throw wrongUse(`--${option} wants a number of seconds, not "${text}".`);
}

type Choice = { [name: string]: Json };

function readScorer(text: string): string | Choice {
  if (!text.startsWith("{")) return text;
  const choice = jsonOf(text);
  if (isObject(choice)) return choice;
  throw wrongUse(`--scorer wants an id, or JSON as in {"id": "numeric", "tolerance": 0.01}, not "${text}".`);
}

function nameOf({ id, name }: Choice): Json | undefined {
  return name ?? id;
}

function isObject(value: Json | undefined): value is Choice {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
