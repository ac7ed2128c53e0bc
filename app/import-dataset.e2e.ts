import type { Page } from "@playwright/test";
import { accessibilityFaults, expect, test } from "@/server/testing/browser";
import type { Dataset, Item } from "@/server/domain/dataset";

const items = [{ input: { question: "Old?" } }, { input: { question: "Older?" } }];

async function makeDataset(page: Page, data: Record<string, unknown>): Promise<string> {
  const { dataset } = (await (await page.request.post("/api/datasets", { data })).json()) as { dataset: Dataset };
  await page.request.post(`/api/datasets/${dataset.id}/items`, { data: { items } });
  return dataset.id;
}

async function itemsOf(page: Page, datasetId: string): Promise<unknown[]> {
  const answer = (await (await page.request.get(`/api/datasets/${datasetId}/items`)).json()) as { items: Item[] };
  return answer.items.map(({ input, expected, metadata }) => ({ input, expected, metadata }));
}

async function datasetsNamed(page: Page, name: string): Promise<Dataset[]> {
  const answer = (await (await page.request.get(`/api/datasets?q=${name}`)).json()) as { datasets: Dataset[] };
  return answer.datasets;
}

async function drop(page: Page, name: string, text: string, onto = "Drop a CSV, JSON or JSONL file here"): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([file, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], file));
      return data;
    },
    [name, text] as const,
  );
  await page.getByRole("main").getByText(onto).dispatchEvent("drop", { dataTransfer: transfer });
}

const choose = (page: Page, name: string, text: string) =>
  page.getByLabel("File to import").setInputFiles({ name, mimeType: "", buffer: Buffer.from(text) });

const place = (page: Page, column: string) => page.getByLabel(`${column} goes to`, { exact: true });

test("a dropped file is looked at, its columns are mapped, and it takes the place of what was there", async ({ page }) => {
  const id = await makeDataset(page, { name: "to replace" });
  await page.goto(`/datasets/${id}`);
  await page.getByRole("link", { name: "Import" }).click();
  await drop(page, "questions.csv", "question,answer,lang,note\nWhy?,=1+1,en,x\nWho?,me,de,y\nWhen?,007,fr,z\n");
  const rows = page.getByRole("region", { name: "First rows" });
  await expect(rows).toContainText('{"question":"Why?","answer":"=1+1","lang":"en","note":"x"}');
  await place(page, "answer").selectOption("Expected, whole");
  await place(page, "note").selectOption("Leave out");
  await place(page, "lang").selectOption("Expected, whole");
  await expect(page.getByText("answer goes there already")).toBeVisible();
  await expect(page.getByRole("button", { name: "Import the file" })).toHaveAttribute("aria-disabled", "true");
  await place(page, "lang").selectOption("Metadata field");
  await page.getByLabel("Name of the field lang goes to").fill("language");
  await page.getByLabel("Name of the field lang goes to").press("Enter");
  await expect(rows).toContainText('{"language":"de"}');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByLabel(/^Replace/).check();
  await page.getByRole("button", { name: "Replace 2 items by 3 items" }).click();
  await expect(page.getByRole("heading", { name: "3 items imported" })).toBeFocused();
  await expect(page.getByText("to replace is now at version 3.")).toBeVisible();
  await page.getByRole("link", { name: "See the items" }).click();
  await expect(page.getByRole("heading", { name: "to replace" })).toBeVisible();
  expect(await itemsOf(page, id)).toEqual([
    { input: { question: "Why?" }, expected: "=1+1", metadata: { language: "en" } },
    { input: { question: "Who?" }, expected: "me", metadata: { language: "de" } },
    { input: { question: "When?" }, expected: "007", metadata: { language: "fr" } },
  ]);
});

test("faults are named by their lines; what does not come in whole leaves nothing", async ({ page }) => {
  await page.goto("/datasets");
  await page.getByRole("link", { name: "Import as new dataset" }).first().click();
  await choose(page, "faulty.csv", "q,expected\nWhy?,1\nshort\nWho?,12345678901234567890\n");
  const faults = page.getByRole("region", { name: "Faults" });
  await expect(faults.getByRole("row", { name: /^3 .*has 1 cell where the header has 2/ })).toBeVisible();
  await expect(faults.getByRole("row", { name: /^4 expected .*12345678901234567890/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Import the file" })).toHaveAttribute("aria-disabled", "true");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Another file…" }).click();
  // Too large to be looked at whole: its fault is found while it comes in.
  const row = JSON.stringify({ q: "x".repeat(1000) });
  await choose(page, "faulty.json", `${`${row}\n`.repeat(5000)}{"q":`);
  await expect(page.getByText("The file is large: the rest is looked at while it comes in.")).toBeVisible();
  await expect(page.getByLabel("Read as")).toHaveValue("jsonl");
  await page.getByRole("button", { name: "Import the file" }).click();
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("1 fault. Nothing was imported, and no dataset was made.");
  await expect(alert.getByRole("row", { name: /^5001 .*is not JSON/ })).toBeVisible();
  expect(await datasetsNamed(page, "faulty")).toEqual([]);
});

test("a file on its way can be stopped; sent again it becomes a dataset", async ({ page }) => {
  await page.goto("/datasets/import");
  await choose(page, "stopped.jsonl", '{"input":1,"label":"a"}\n{"input":2,"label":"b"}\n');
  await expect(place(page, "label")).toHaveValue("metadata.");
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/import\?.*name=/, async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  await page.getByRole("button", { name: "Import 2 items" }).click();
  await page.getByRole("button", { name: "Cancel import" }).click();
  await expect(page.getByText("Cancelled. Nothing was imported.")).toBeVisible();
  release();
  await page.unroute(/import\?.*name=/);
  expect(await datasetsNamed(page, "stopped")).toEqual([]);
  await page.getByLabel("Name", { exact: true }).fill("stopped once");
  await page.getByRole("button", { name: "Import 2 items" }).click();
  await page.getByRole("link", { name: "See the items" }).click();
  await expect(page.getByRole("heading", { name: "stopped once" })).toBeVisible();
  const [made] = await datasetsNamed(page, "stopped");
  expect(await itemsOf(page, made?.id ?? "")).toEqual([
    { input: 1, metadata: { label: "a" } },
    { input: 2, metadata: { label: "b" } },
  ]);
});

test("on a narrow screen and by keyboard alone, pasted rows come in", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const id = await makeDataset(page, { name: "by keyboard" });
  await page.goto(`/datasets/${id}/import`);
  const press = async (key: string, until: string): Promise<void> => {
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press(key);
      const word = await page.evaluate(() => {
        const on = document.activeElement;
        return on?.getAttribute("aria-label") ?? on?.textContent ?? "";
      });
      if (word === until) return;
    }
    throw new Error(`${until} is not reached by ${key}`);
  };
  await page.getByRole("heading", { name: "Import into by keyboard" }).click();
  await press("Tab", "Paste text");
  await page.keyboard.press("Enter");
  await page.keyboard.type("question,expected\nWhy?,42\n");
  await press("Tab", "Look at the rows");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "First rows" })).toContainText('{"question":"Why?"}');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await accessibilityFaults(page)).toEqual([]);
  await press("Tab", "question goes to");
  await page.keyboard.type("Input, w");
  await expect(page.getByRole("region", { name: "First rows" })).not.toContainText("question");
  await press("Tab", "Import 1 item");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "1 item imported" })).toBeFocused();
  expect((await itemsOf(page, id)).at(-1)).toEqual({ input: "Why?", expected: 42 });
});

test("rows copied from a table and pasted anywhere on the page are looked at; two files are refused", async ({ page }) => {
  await page.goto("/datasets/import");
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    for (const name of ["a.csv", "b.csv"]) transfer.items.add(new File(["q\n1"], name));
    document.querySelector("main button")?.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true }));
  });
  await expect(page.getByText("One file at a time")).toBeVisible();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "question\tanswer\nWhy?\t42\n");
    window.dispatchEvent(new ClipboardEvent("paste", { clipboardData }));
  });
  await expect(page.getByRole("region", { name: "Faults" })).toContainText("a tab in its name; columns are separated by commas");
  await drop(page, "mended.csv", "question,answer\nWhy?,42\n", "Import as a new dataset");
  await expect(page.getByRole("region", { name: "First rows" })).toContainText('{"question":"Why?","answer":42}');
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("mended");
});

test("a row of megabytes is named by its size, and comes in whole", async ({ page }) => {
  await page.goto("/datasets/import");
  // Longer than the first part that is looked at.
  await choose(page, "one large row.csv", `input,expected\n"${"x".repeat(5_000_000)}",1\nsmall,2\n`);
  await expect(page.getByRole("region", { name: "First rows" })).toContainText("4.8 MB");
  await page.getByRole("button", { name: "Import 2 items" }).click();
  await expect(page.getByRole("heading", { name: "2 items imported" })).toBeVisible();
});

test("a version is exported as a file", async ({ page }) => {
  const id = await makeDataset(page, { name: "to export" });
  await page.goto(`/datasets/${id}`);
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByRole("menuitem", { name: /CSV/ })).toContainText("apostrophe");
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /JSONL/ }).click();
  expect((await download).suggestedFilename()).toBe("to export-v2.jsonl");
});
