import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import type { RunSummary } from "@/server/domain/run";
import { accessibilityFaults, endOfRun, expect, hearsKeys, startRun, test } from "@/server/testing/browser";

const address = ({ agentId, runId }: RunSummary, query = "") => `/agents/${agentId}/runs/${runId}${query}`;

async function told(page: Page, input: unknown = { order: 8841 }): Promise<RunSummary> {
  const run = await startRun(page, "telling", input);
  await endOfRun(page, run);
  return run;
}

test("a model call shows as the chat it was, with its tools and images named", async ({ page }) => {
  const run = await told(page);
  await page.goto(address(run, "?step=telling.fast%232"));
  await page.getByRole("tab", { name: "Messages" }).click();
  await expect(page).toHaveURL(/tab=messages/);
  const messages = page.getByRole("list", { name: "Messages" });
  await expect(messages.getByRole("listitem").filter({ hasText: "System" }).first()).toContainText("Be short.");
  await expect(messages).toContainText("image/png, 3 B");
  await expect(messages.getByText("Calls", { exact: true })).toBeVisible();
  await messages.getByText("Result of").click();
  await expect(messages).toContainText('"found"');
  await expect(messages.getByText("answered")).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.reload();
  await expect(page.getByRole("tab", { name: "Messages" })).toHaveAttribute("aria-selected", "true");
});

test("in a value one searches, folds, and copies a node's path", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const run = await told(page);
  await page.goto(address(run, "?step=telling.fast.search"));
  const tree = page.getByRole("tree", { name: "Output" });
  await expect(tree.getByRole("treeitem", { name: /"title": "Rule 140"/ })).toBeHidden();
  const field = page.getByRole("searchbox", { name: "Search in output" });
  await field.fill("RULE 14");
  // 14, and 140 to 149.
  await expect(page.getByText("1/11")).toBeVisible();
  await field.press("Enter");
  await expect(page.getByText("2/11")).toBeVisible();
  await expect(tree.getByRole("treeitem", { selected: true })).toHaveText('"title": "Rule 140"');
  await expect(tree.getByRole("treeitem", { selected: true })).toBeInViewport();
  await page.getByRole("button", { name: "Copy JSON path" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("$.rules[140].title");
  await page.getByRole("button", { name: "Previous match" }).click();
  await expect(tree.getByRole("treeitem", { selected: true })).toHaveText('"title": "Rule 14"');
  await field.press("Escape");
  await expect(field).toHaveValue("");
  await expect(page.getByRole("region", { name: "Step search" })).toBeVisible();
  await tree.focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(tree.getByRole("treeitem", { selected: true })).toHaveAttribute("aria-expanded", "false");
});

test("of a large value the first part is shown, with its size and the way to all of it", async ({ page }) => {
  const run = await told(page);
  await page.goto(address(run, "?step=telling.large"));
  const output = page.getByRole("tabpanel", { name: "Output" });
  await expect(output).toContainText("146.5 KB");
  await expect(output).toContainText('"first":"begins here"');
  const download = page.waitForEvent("download");
  await output.getByRole("link", { name: "Download all of it" }).click();
  expect((await download).suggestedFilename()).toMatch(/output\.json$/);
});

test("a person scores a run, and changes the score", async ({ page }) => {
  const run = await told(page);
  await page.goto(address(run, "?tab=scores"));
  await page.getByRole("button", { name: "Score this run" }).click();
  await expect(page.getByLabel("Value")).toBeFocused();
  await page.getByRole("button", { name: /Save score/ }).click();
  await expect(page.getByText("A number, as 1 or 0.8")).toBeVisible();
  await page.getByLabel("Value").fill("0,8");
  await page.getByLabel("Reason").fill("Right, but <b>long</b>");
  await page.getByLabel("Reason").press("ControlOrMeta+Enter");
  await expect(page.getByText("quality 0.80 is saved.")).toBeVisible();
  const scores = page.getByRole("list", { name: "Scores" });
  await expect(scores).toContainText("0.80");
  await expect(scores).toContainText("Right, but <b>long</b>");
  await scores.getByRole("button", { name: "Change" }).click();
  await page.getByRole("button", { name: "Bad" }).click();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: /Save score/ }).click();
  await expect(scores.getByRole("listitem")).toHaveCount(1);
  await expect(scores).toContainText("did not pass");
  await expect(page.locator("dl").filter({ hasText: "Score" }).first()).toContainText("0.00");
});

test("what is copied as cURL starts the same run again", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const input = { text: `it's "quoted"\n$HOME \`id\` \\ ünïcode 🚆 %s`, list: [1, null] };
  const data = { input, name: "O'Hara's run", tags: ["a b"], metadata: { why: "it's" } };
  const answer = await page.request.post("/api/agents/telling/runs", { data });
  const { run } = (await answer.json()) as { run: RunSummary };
  await endOfRun(page, run);
  await page.goto(address(run));
  await page.getByRole("button", { name: "More", exact: true }).click();
  await expect(page.getByRole("menuitem", { name: /Copy as cURL/ })).toBeVisible();
  // An open menu is in a landmark. What keeps the focus in it is hidden and takes the focus: that is its library's way.
  expect((await accessibilityFaults(page)).filter((fault) => !fault.startsWith("aria-hidden-focus"))).toEqual([]);
  await page.getByRole("menuitem", { name: /Copy as cURL/ }).click();
  await expect(page.getByText("Copied as cURL")).toBeVisible();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  const { stdout } = await promisify(execFile)("sh", ["-c", command]);
  const { run: again } = JSON.parse(stdout) as { run: RunSummary };
  expect(again.runId).not.toBe(run.runId);
  const { agentId, name, tags, metadata } = again;
  expect({ agentId, input: again.input, name, tags, metadata }).toEqual({ agentId: "telling", ...data });
});

test("markup, script links and remote images stay words, in every field", async ({ page, baseURL }) => {
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(baseURL ?? "") && !/^(?:data|blob):/.test(request.url())) foreign.push(request.url());
  });
  const { run } = (await (
    await page.request.post("/api/agents/telling/runs", {
      data: {
        input: { fail: true, text: "<script>alert(5)</script>" },
        name: "<script>alert(6)</script>",
        tags: ["<img src=x onerror=alert(7)>"],
        metadata: { a: "[x](javascript:alert(8))" },
      },
    })
  ).json()) as { run: RunSummary };
  await endOfRun(page, run);
  const done = await told(page);
  const places = [
    address(run),
    address(run, "?view=transcript&step=telling.fast&tab=messages"),
    address(run, "?view=log&step=telling.breaks"),
    address(run, "?tab=about"),
    address(done),
    address(done, "?view=transcript&step=telling.planning"),
    address(done, "?step=telling.fast&tab=raw"),
  ];
  for (const place of places) {
    await page.goto(place);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText("<script>alert(").first()).toBeVisible();
    await page.locator("details").evaluateAll((folded) => {
      for (const one of folded) one.setAttribute("open", "");
    });
    for (const href of await page.locator("a[href]").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? "")))
      expect(href).not.toMatch(/^\s*(?:javascript|data|vbscript):/i);
    expect(await page.locator("img").count()).toBe(0);
  }
  expect(foreign).toEqual([]);
});

test("the panel is made wider by the keyboard, closes by Escape, and the focus goes back", async ({ page }) => {
  const run = await told(page);
  await page.goto(address(run));
  const tree = page.getByRole("treegrid", { name: "Steps" });
  await hearsKeys(page);
  await tree.focus();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const step = page.getByRole("region", { name: /^Step / });
  await expect(step).toBeVisible();
  const edge = page.getByRole("separator", { name: "Width of the panel" });
  const before = (await step.boundingBox())?.width ?? 0;
  await edge.focus();
  await edge.press("ArrowLeft");
  await expect.poll(async () => Math.round((await step.boundingBox())?.width ?? 0)).toBe(Math.round(before) + 24);
  await page.reload();
  await expect.poll(async () => Math.round((await step.boundingBox())?.width ?? 0)).toBe(Math.round(before) + 24);
  await tree.focus();
  await step.getByRole("tab", { name: "Output" }).focus();
  await page.keyboard.press("Escape");
  await expect(step).toBeHidden();
  await expect(page.getByRole("treegrid", { name: "Steps" })).toBeFocused();
});
