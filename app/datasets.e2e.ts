import type { Page } from "@playwright/test";
import { expect, test } from "@/server/testing/browser";
import { makeDataset, readItem } from "@/server/testing/browser-datasets";

const grid = (page: Page) => page.getByRole("grid");
const row = (page: Page, name: RegExp | string) => grid(page).getByRole("row", { name });
const drawer = (page: Page) => page.getByRole("dialog");
/** The browser speaks of an answer that refuses; it may, and of nothing else. */
function refusals(complaints: string[], status: number): void {
  complaints.splice(0, complaints.length, ...complaints.filter((complaint) => !complaint.includes(`status of ${status}`)));
}
const ticket = (id: string, message: string) => ({ id, input: { message }, expected: { team: "billing" } });

test("a dataset is made, filled, changed, compared with what it was, searched and deleted", async ({ page }) => {
  await page.goto("/datasets");
  await page.getByRole("button", { name: "New dataset" }).click();
  const name = page.getByRole("textbox", { name: "Name", exact: true });
  await expect(name).toBeFocused();
  await name.fill("refund story");
  await page.getByLabel("Description").fill("What people ask about refunds");
  await page.getByRole("button", { name: /Create dataset/ }).click();
  await expect(page.getByRole("heading", { name: "refund story", level: 1 })).toBeVisible();
  await expect(page.getByRole("heading", { name: "No items yet" })).toBeVisible();

  await page.getByRole("button", { name: "Add an item" }).click();
  await drawer(page).getByLabel("Input as JSON").fill('{"message": "Where is my refund?"');
  await expect(drawer(page).getByText(/Line 1, column \d+: a comma or } is missing/)).toBeVisible();
  await drawer(page)
    .getByRole("button", { name: /^Add item/ })
    .click();
  await expect(drawer(page)).toBeVisible();
  await drawer(page).getByLabel("Input as JSON").fill('{"message": "Where is my refund?"}');
  await drawer(page).getByRole("button", { name: "Add Expected" }).click();
  await drawer(page).getByLabel("Expected as JSON").fill('{"team": "billing", "urgent": false}');
  await drawer(page)
    .getByRole("button", { name: /^Add item/ })
    .click();
  await expect(page.getByText("Item added: this is version 2.")).toBeVisible();
  await expect(row(page, /Where is my refund\?/)).toBeVisible();

  await row(page, /Where is my refund\?/)
    .getByRole("link")
    .click();
  await drawer(page).getByRole("button", { name: "Duplicate" }).click();
  await drawer(page).getByLabel("Input as JSON").fill('{"message": "I was charged twice"}');
  await drawer(page)
    .getByRole("button", { name: /^Add item/ })
    .click();
  await expect(row(page, /I was charged twice/)).toBeVisible();

  await row(page, /I was charged twice/)
    .getByRole("link")
    .click();
  await expect(page).toHaveURL(/item=it_/);
  await drawer(page).getByLabel("Expected as JSON").fill('{"team": "billing", "urgent": true}');
  await drawer(page).getByRole("button", { name: /^Save/ }).click();
  await expect(page.getByText("Saved: this is version 4.")).toBeVisible();
  await expect(page.getByRole("button", { name: "v4 the latest version" })).toBeVisible();

  await page.getByRole("tab", { name: "Versions" }).click();
  await page.getByRole("link", { name: "Since version 3" }).click();
  await expect(page.getByText("1 changed, 0 added, 0 removed")).toBeVisible();
  const change = page.getByRole("listitem").filter({ hasText: "expected.urgent" });
  await expect(change).toContainText("before: false");
  await expect(change).toContainText("after: true");
  await page.getByRole("spinbutton", { name: "Compare version" }).fill("1");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByText("0 changed, 2 added, 0 removed")).toBeVisible();

  await page.getByRole("tab", { name: "Items" }).click();
  await page.keyboard.press("/");
  await page.keyboard.type("CHARGED");
  await expect(page.getByText("1 item found")).toBeVisible();
  await expect(page).toHaveURL(/q=CHARGED/);
  await expect(row(page, /Where is my refund/)).toHaveCount(0);
  await page.getByRole("searchbox").fill("nothing like it");
  await expect(page.getByRole("heading", { name: "No item holds “nothing like it”" })).toBeVisible();
  await page.getByRole("button", { name: "Show all items" }).click();
  await expect(row(page, /Where is my refund/)).toBeVisible();

  await page.getByRole("button", { name: "More to do with the dataset" }).click();
  await page.getByRole("menuitem", { name: "Edit name and description…" }).click();
  await name.fill("refund story, told");
  await page.getByRole("button", { name: /^Save/ }).click();
  await expect(page.getByRole("heading", { name: "refund story, told" })).toBeVisible();

  await page.getByRole("button", { name: "More to do with the dataset" }).click();
  await page.getByRole("menuitem", { name: "Delete dataset…" }).click();
  await expect(drawer(page)).toContainText("2 items");
  await expect(drawer(page)).toContainText("4 versions");
  await page.getByRole("button", { name: "Delete dataset" }).click();
  await page.waitForURL(/\/datasets$/);
  await expect(page.getByRole("link", { name: "refund story, told" })).toHaveCount(0);
});

test("an item that someone else changed meanwhile is not overwritten unasked", async ({ page, complaints }) => {
  const { id } = await makeDataset(page, "two people", [ticket("t1", "mine?")]);
  await page.goto(`/datasets/${id}?item=t1`);
  await drawer(page).getByLabel("Input as JSON").fill('{"message": "mine!"}');
  const theirs = { input: { message: "theirs!" } };
  expect((await page.request.patch(`/api/datasets/${id}/items/t1`, { data: theirs })).status()).toBe(200);
  await drawer(page).getByRole("button", { name: /^Save/ }).click();
  const conflict = drawer(page).getByRole("alert").filter({ hasText: "changed meanwhile, in version 3" });
  await expect(conflict).toContainText("before: mine?");
  await expect(conflict).toContainText("after: theirs!");
  expect((await readItem(page, id, "t1")).input).toEqual(theirs.input);
  await conflict.getByRole("button", { name: "Save my changes over it" }).click();
  await expect(row(page, /mine!/)).toBeVisible();
  expect(await readItem(page, id, "t1")).toMatchObject({ input: { message: "mine!" }, version: 4 });
  refusals(complaints, 409);
});

test("what was typed is not lost by closing, and what others do waits to be shown", async ({ page }) => {
  const { id } = await makeDataset(page, "careful", [ticket("t1", "first")]);
  await page.goto(`/datasets/${id}`);
  await row(page, /first/).getByRole("link").click();
  await drawer(page).getByLabel("Input as JSON").fill('"typed"');
  await page.keyboard.press("Escape");
  await expect(drawer(page)).toContainText("Drop what you changed?");
  await expect(drawer(page).getByRole("button", { name: "Keep editing" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(drawer(page).getByLabel("Input as JSON")).toHaveValue('"typed"');
  await page.keyboard.press("Escape");
  await drawer(page).getByRole("button", { name: "Drop it" }).click();
  await expect(drawer(page)).toHaveCount(0);
  expect((await page.request.delete(`/api/datasets/${id}/items/t1`)).status()).toBeLessThan(300);
  await expect(page.getByRole("button", { name: "Version 3 is here" })).toBeVisible({ timeout: 15_000 });
  await expect(row(page, /first/)).toBeVisible();
  await page.getByRole("button", { name: "Version 3 is here" }).click();
  await expect(page.getByRole("heading", { name: "No items yet" })).toBeVisible();
});

test("an old version is read, not changed, and there is a way back", async ({ page }) => {
  const { id } = await makeDataset(page, "grown", [ticket("t1", "as it was")]);
  await page.request.patch(`/api/datasets/${id}/items/t1`, { data: { input: { message: "as it is" } } });
  await page.goto(`/datasets/${id}`);
  await page.getByRole("button", { name: "v3 the latest version" }).click();
  await page.getByRole("menuitem", { name: /v2 1 items?/ }).click();
  await expect(page.getByText("This is version 2 of 3.")).toBeVisible();
  await expect(row(page, /as it was/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Add item" })).toHaveCount(0);
  await row(page, /as it was/)
    .getByRole("link")
    .click();
  await expect(drawer(page)).toContainText("cannot be changed any more");
  await expect(drawer(page).getByRole("textbox")).toHaveCount(0);
  await drawer(page).getByRole("button", { name: "Open in the latest" }).click();
  await expect(drawer(page).getByLabel("Input as JSON")).toHaveValue(/as it is/);
  await page.goto(`/datasets/${id}?version=1`);
  await expect(page.getByRole("heading", { name: "Version 1 has no items" })).toBeVisible();
  await page.goto(`/datasets/${id}?version=9`);
  await expect(page.getByRole("heading", { name: "There is no version 9" })).toBeVisible();
});

test("a schema says which items do not fit before it holds, and then makes a form that names faults by field", async ({
  page,
  complaints,
}) => {
  const orders = [1, "two", 3].map((total, i) => ({ id: `o${i}`, input: { total } }));
  const { id } = await makeDataset(page, "orders", orders);
  await page.goto(`/datasets/${id}?tab=schema`);
  const schema = { type: "object", required: ["total"], properties: { total: { type: "number", minimum: 0 } } };
  await page.getByLabel("Input schema").fill(`${JSON.stringify(schema).slice(0, -1)},}`);
  await expect(page.getByText(/a comma is not allowed before }/).first()).toBeVisible();
  await page.getByLabel("Input schema").fill(JSON.stringify(schema));
  await page.getByRole("button", { name: /^Save/ }).click();
  const misfits = page.getByRole("status", { name: "Items that do not fit" });
  await expect(misfits).toContainText("1 of 3 items does not fit.");
  await expect(misfits).toContainText("input.total must be number");
  await page.getByRole("button", { name: "Save it all the same" }).click();
  await expect(page.getByRole("button", { name: /^Save/ })).toBeDisabled();
  await misfits.getByRole("link", { name: "Item 2" }).click();
  await expect(drawer(page).getByLabel("Input as JSON")).toHaveValue(/two/);
  await drawer(page).getByText("JSON", { exact: true }).first().waitFor();
  await drawer(page).getByLabel("Input as JSON").fill('{"total": -5}');
  await drawer(page).getByText("Form", { exact: true }).click();
  await expect(drawer(page).getByLabel("total")).toHaveValue("-5");
  await drawer(page).getByRole("button", { name: /^Save/ }).click();
  await expect(drawer(page).getByText("must be >= 0").first()).toBeVisible();
  await expect(drawer(page).getByLabel("total")).toHaveAttribute("aria-invalid", "true");
  await drawer(page).getByLabel("total").fill("5");
  await drawer(page).getByRole("button", { name: /^Save/ }).click();
  await expect(page.getByText("Saved: this is version 3.")).toBeVisible();
  expect((await readItem(page, id, "o1")).input).toEqual({ total: 5 });
  refusals(complaints, 422);
});

test("what is not there is said, and where to go", async ({ page }) => {
  const { id } = await makeDataset(page, "small", [ticket("t1", "only")]);
  for (const path of ["/datasets/ds_nothing", "/datasets/..%2fetc", "/datasets/%00"])
    expect([400, 404], path).toContain((await page.request.get(path)).status());
  await page.goto("/datasets/ds_nothing");
  await expect(page.getByRole("heading", { name: "There is no such dataset" })).toBeVisible();
  await page.goto(`/datasets/${id}?item=nobody`);
  await expect(drawer(page)).toContainText("There is no such item");
  await page.goto(`/datasets/${id}`);
  await expect(row(page, /only/)).toBeVisible();
  await page.request.delete(`/api/datasets/${id}`);
  await expect(page.getByRole("heading", { name: "The dataset was deleted meanwhile" })).toBeVisible({ timeout: 20_000 });
  await page.goto("/datasets?q=no+such+name");
  await expect(page.getByRole("heading", { name: "No dataset is called “no such name”" })).toBeVisible();
});
