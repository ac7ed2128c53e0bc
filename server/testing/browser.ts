import { expect, test as base, type Page } from "@playwright/test";
import axe from "axe-core";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunSummary } from "@/server/domain/run";

export { expect } from "@playwright/test";

/** Every test watches its page: an error in the console, a refused script or a failed request is a failure. */
export const test = base.extend<{ complaints: string[]; home: string }>({
  baseURL: ({}, use) => use(process.env["TRACKSIDE_TEST_URL"]),
  home: ({}, use) => use(mkdtempSync(join(process.env["TRACKSIDE_TEST_HOME"] ?? "", "test-"))),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        // What is not there is answered with 404, what does not fit with 422; the browser says so, and so does the page.
        if (message.type() === "error" && !/status of 4(?:0[049]|22)/.test(message.text())) complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(`${error.message} at ${page.url()}`));
      page.on("dialog", (dialog) => {
        complaints.push(`a dialog opened: ${dialog.message()}`);
        void dialog.dismiss();
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export async function startRun(page: Page, agentId: string, input: unknown): Promise<RunSummary> {
  const answer = await page.request.post(`/api/agents/${agentId}/runs`, { data: { input } });
  expect(answer.status()).toBe(201);
  return ((await answer.json()) as { run: RunSummary }).run;
}

export async function endOfRun(page: Page, { agentId, runId }: RunSummary): Promise<void> {
  // The stream ends when the run has.
  await page.request.get(`/api/agents/${agentId}/runs/${runId}/events`, { timeout: 30_000 });
}

/** A key that comes before the page listens is lost. The signs of its keys are drawn only by a page that does. */
export async function hearsKeys(page: Page): Promise<void> {
  await expect(page.getByRole("button", { name: /^Keys/ })).toContainText("?");
}

/** Lets a run of the agent "gated" pass its next gates. */
export function openGates(dir: string, ...gates: number[]): void {
  for (const gate of gates) writeFileSync(join(dir, String(gate)), "");
}

/** How often the page has asked for this, of this, from now on and was answered; several questions may go in one request. */
export function countAsked(page: Page, procedure: string, of = ""): () => number {
  let asked = 0;
  page.on("response", (answer) => {
    const [, called = "", input = ""] = /\/api\/trpc\/([^?]+)\??(.*)/.exec(answer.url()) ?? [];
    if (decodeURIComponent(input).includes(of)) asked += called.split(",").filter((one) => one === procedure).length;
  });
  return () => asked;
}

type Violation = { id: string; nodes: { html: string; failureSummary?: string }[] };

/** What axe finds against WCAG 2.2 AA. It is put in by the test tool, past the page's own script policy, once a document. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe: inPage } = globalThis as unknown as { axe: { run: (options: object) => Promise<{ violations: Violation[] }> } };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    // All rules, but no more is worked out of what passed: half of its time went into selectors nobody reads.
    const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], selectors: false };
    return (await inPage.run(options)).violations;
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ""}`),
  );
}
