import type { Dataset } from "@/server/domain/dataset";
import { ApiError, type Api } from "./api";
import { wrongUse } from "./cli-error";

type Page = { datasets: Dataset[]; hasMore: boolean; nextCursor: string | null };

/** A dataset by its id, or by its name where only one is called so. */
export async function findDataset(api: Api, word: string): Promise<Dataset> {
  const found = await findDatasetIfAny(api, word);
  if (!found) throw wrongUse(`There is no dataset ${word}. \`trackside dataset list\` shows those there are.`);
  return found;
}

export async function findDatasetIfAny(api: Api, word: string): Promise<Dataset | undefined> {
  const byId = await getById(api, word);
  if (byId) return byId;
  const named: Dataset[] = [];
  for await (const dataset of allDatasets(api, word)) if (dataset.name === word) named.push(dataset);
  if (named.length <= 1) return named[0];
  throw wrongUse(`${named.length} datasets are called ${word}. Name one by its id: ${named.map(({ id }) => id).join(", ")}.`);
}

export async function* allDatasets(api: Api, q?: string): AsyncGenerator<Dataset> {
  for (let cursor: string | null = ""; cursor !== null;) {
    const query = new URLSearchParams({ limit: "100", ...(q === undefined ? {} : { q }), ...(cursor === "" ? {} : { cursor }) });
    const page: Page = await api.get<Page>(`/api/datasets?${query.toString()}`);
    yield* page.datasets;
    cursor = page.hasMore ? page.nextCursor : null;
  }
}

async function getById(api: Api, id: string): Promise<Dataset | undefined> {
  try {
    return (await api.get<{ dataset: Dataset }>(datasetPath(id))).dataset;
  } catch (cause) {
    // What is no id at all may still be a name.
    if (cause instanceof ApiError && [400, 404].includes(cause.problem.status)) return undefined;
    throw cause;
  }
}

export const datasetPath = (id: string): string => `/api/datasets/${encodeURIComponent(id)}`;
