import type { ListItemsOfRunInput, ResultView } from "@/server/domain/item-result";
import { allRunStatuses, type RunStatus } from "@/server/domain/run-status";

/** What a dataset run's page shows, as the URL says it. Read the same on the server and in the browser. */
export type ResultAddress = {
  view: ResultView;
  status: RunStatus[];
  scorer?: string;
  min?: number;
  max?: number;
  q?: string;
  baseline?: string;
  /** The item that is open. */
  item?: string;
};

const views: readonly ResultView[] = ["failures", "all", "regressed", "improved", "only-here", "only-there"];
const ofComparison: readonly ResultView[] = views.slice(2);
const synonyms: Readonly<Record<string, string>> = { started: "running", done: "completed" };

export function readResultAddress(params: URLSearchParams): ResultAddress {
  const words = params.getAll("status").map((word) => synonyms[word] ?? word);
  const baseline = textOf(params.get("baseline"), /^[A-Za-z0-9_.-]{1,200}$/);
  const view = views.find((one) => one === params.get("view"));
  const scorer = textOf(params.get("scorer"), /^[^\0]{1,200}$/);
  const [min, max] = [numberOf(params.get("min")), numberOf(params.get("max"))];
  const q = textOf(params.get("q"), /^[^\0]{1,200}$/);
  const item = textOf(params.get("item"), /^[^\0]{1,256}$/);
  return {
    view: view === undefined || (ofComparison.includes(view) && baseline === undefined) ? "failures" : view,
    status: allRunStatuses.filter((status) => words.includes(status)),
    ...(scorer === undefined ? {} : { scorer }),
    ...(min === undefined || scorer === undefined ? {} : { min }),
    ...(max === undefined || scorer === undefined ? {} : { max }),
    ...(q === undefined ? {} : { q }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(item === undefined ? {} : { item }),
  };
}

/** Always says the whole: what is not named is not in the address. */
export function writeResultAddress({ view, status, ...rest }: ResultAddress): string {
  const params = new URLSearchParams();
  if (view !== "failures") params.set("view", view);
  for (const one of status) params.append("status", one);
  for (const name of ["scorer", "min", "max", "q", "baseline", "item"] as const) {
    const value = rest[name];
    if (value !== undefined && value !== "") params.set(name, String(value));
  }
  const query = params.toString();
  return query === "" ? "" : `?${query}`;
}

const pageSize = 50;

/** What the router is asked for. */
export function itemsInput(ref: { datasetId: string; runId: string }, { item: _item, status, ...address }: ResultAddress) {
  return { ...ref, ...address, ...(status.length > 0 ? { status } : {}), limit: pageSize } satisfies Partial<ListItemsOfRunInput>;
}

export const isNarrowed = ({ status, scorer, q }: ResultAddress): boolean =>
  status.length > 0 || scorer !== undefined || q !== undefined;

/** Whose verdicts are meant: with bounds a scorer's values are. */
export const scorerOfVerdict = ({ scorer, min, max }: ResultAddress): string | undefined =>
  min === undefined && max === undefined ? scorer : undefined;

function textOf(text: string | null, shape: RegExp): string | undefined {
  return text !== null && shape.test(text) ? text : undefined;
}

function numberOf(text: string | null): number | undefined {
  const value = Number(text);
  return text === null || text.trim() === "" || !Number.isFinite(value) ? undefined : value;
}
