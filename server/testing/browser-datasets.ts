import { expect, type Page } from "@playwright/test";
import type { Dataset } from "@/server/domain/dataset";
import type { Json } from "@/server/domain/json";

type NewItem = { id?: string; input: Json; expected?: Json; metadata?: Json };

/** A dataset of its own for a test: version 1 empty, version 2 with these items. */
export async function makeDataset(page: Page, name: string, items: NewItem[], more: object = {}): Promise<Dataset> {
  const made = await page.request.post("/api/datasets", { data: { name, ...more } });
  expect(made.status()).toBe(201);
  const { dataset } = (await made.json()) as { dataset: Dataset };
  if (items.length > 0) {
    const body = items.map((item) => JSON.stringify(item)).join("\n");
    const headers = { "content-type": "application/x-ndjson" };
    const imported = await page.request.post(`/api/datasets/${dataset.id}/import`, { data: body, headers });
    expect(imported.status()).toBe(201);
  }
  return dataset;
}

export async function readItem(page: Page, datasetId: string, itemId: string): Promise<NewItem & { version: number }> {
  const answer = await page.request.get(`/api/datasets/${datasetId}/items/${itemId}`);
  return ((await answer.json()) as { item: NewItem & { version: number } }).item;
}
