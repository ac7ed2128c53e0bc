import { describe, expect, it } from "vitest";
import { checkFloors } from "./check-floors.mjs";

/** A small, lawful tree that the violations below are added to. */
const lawful = {
  "server/main.ts": `import { startRun } from "./runs/start-run"; import "@/db/database"; startRun();`,
  "server/env.ts": `export const env = process.env;`,
  "server/errors.ts": `export class AppError extends Error {}`,
  "server/context.ts": `import type { Database } from "@/db/database"; export type Context = { db: Database };`,
  "server/router.ts": `import { runsRouter } from "./runs/router"; export const router = { runsRouter };`,
  "server/trpc.ts": `export const procedure = 1;`,
  "server/runs/router.ts": `import { procedure } from "@/server/trpc"; import { startRun } from "./start-run"; export const runsRouter = [procedure, startRun];`,
  "server/runs/start-run.ts": `import { insertRun } from "./store"; import type { Context } from "@/server/context"; export const startRun = (c?: Context) => [insertRun, c];`,
  "server/runs/store.ts": `import { runs } from "@/db/schema/runs"; export const insertRun = runs;`,
  "server/agents/store.ts": `export const agentStore = 1;`,
  "server/agents/list-agents.ts": `import { agentStore } from "./store"; import { startRun } from "@/server/runs/start-run"; export default [agentStore, startRun];`,
  "server/domain/run.ts": `export const run = 1; export type Run = 1;`,
  "server/host/main.ts": `import { run } from "@/server/domain/run"; export default run;`,
  "db/schema/runs.ts": `export const runs = 1;`,
  "db/database.ts": `import { runs } from "./schema/runs"; export type Database = typeof runs;`,
  "components/ui/button.tsx": `export const Button = () => <button type="button" />;`,
  "components/runs/run-list.tsx": `import type { startRun } from "@/server/runs/start-run"; import { run } from "@/server/domain/run"; import { Button } from "../ui/button"; export const RunList = (p: { s: typeof startRun }) => <Button key={String(p.s) + run} />;`,
  "app/runs/page.tsx": `import { startRun } from "@/server/runs/start-run"; import { RunList } from "@/components/runs/run-list"; import "./actions"; export default () => <RunList s={startRun} />;`,
  "app/runs/actions.ts": `export const act = 1;`,
  "client/create-client.ts": `import { run } from "@/server/domain/run"; export default run;`,
  "examples/agents/triage.ts": `import { defineAgent } from "trackside"; import "../lib/orders"; export default defineAgent({});`,
  "examples/lib/orders.ts": `export const orders = 1;`,
  "server/runs/start-run.test.ts": `import { runs } from "@/db/schema/runs"; import "./store"; process.env.X = String(runs);`,
};

function check(changes: Record<string, string>) {
  return checkFloors(new Map(Object.entries({ ...lawful, ...changes })));
}

describe("checkFloors", () => {
  it("finds nothing in a lawful tree", () => {
    expect(check({})).toEqual([]);
  });

  const violations: [what: string, file: string, text: string, line: RegExp][] = [
    [
      "a verb that imports a page",
      "server/runs/x.ts",
      `import "@/app/runs/actions";`,
      /^server\/runs\/x\.ts:1 {2}slice → page .*floor 3 imports floor 6/,
    ],
    ["a verb that imports a router", "server/runs/x.ts", `import "./router";`, /slice → door .*floor 3 imports floor 4/],
    [
      "a verb that imports another noun's store",
      "server/agents/x.ts",
      `\nimport "../runs/store";`,
      /^server\/agents\/x\.ts:2 {2}slice → store/,
    ],
    ["a verb that imports what doors share", "server/runs/x.ts", `import "@/server/trpc";`, /slice → door/],
    ["a type of another noun's store", "server/agents/x.ts", `import type { X } from "../runs/store";`, /slice → store/],
    ["a store that imports another noun's", "server/agents/x-store.ts", `import "@/server/runs/store";`, /store → store/],
    ["a store that imports a verb", "server/runs/x-store.ts", `import "./start-run";`, /store → slice/],
    ["a verb that imports a table", "server/runs/x.ts", `import { runs } from "@/db/schema/runs";`, /slice → table/],
    ["a verb that imports the database's value", "server/runs/x.ts", `import { open } from "@/db/database";`, /slice → db/],
    [
      "an inline type, which still loads the module",
      "server/runs/x.ts",
      `import { type Database } from "@/db/database";`,
      /slice → db/,
    ],
    ["a router that imports a store", "server/runs/router.ts", `import "@/server/runs/store";`, /door → store/],
    ["a router that imports another noun's", "server/agents/router.ts", `import "@/server/runs/router";`, /door → door/],
    ["a page that imports a store", "app/x/page.tsx", `import "@/server/runs/store"; export default 1;`, /page → store/],
    ["a page that imports another route's file", "app/x/page.tsx", `import "../runs/actions";`, /page → page/],
    [
      "a component that imports a verb",
      "components/runs/x.tsx",
      `import { startRun } from "@/server/runs/start-run";`,
      /component → slice/,
    ],
    [
      "a component that loads a verb late",
      "components/runs/x.tsx",
      `const a = () => import("@/server/runs/start-run");`,
      /component → slice/,
    ],
    [
      "a component that re-exports a verb",
      "components/runs/x.tsx",
      `export { startRun } from "@/server/runs/start-run";`,
      /component → slice/,
    ],
    ["a primitive that imports a noun's component", "components/ui/x.tsx", `import "../runs/run-list";`, /ui → component/],
    [
      "a primitive that imports a type of the server",
      "components/ui/x.tsx",
      `type A = import("@/server/context").Context;`,
      /ui → slice/,
    ],
    ["the host importing a table", "server/host/x.ts", `import type { X } from "@/db/schema/runs";`, /host → table/],
    ["the SDK importing a database type", "server/sdk/x.ts", `import type { Database } from "@/db/database";`, /host → db/],
    [
      "the host reaching a table through a verb",
      "server/host/x.ts",
      `import "@/server/runs/start-run";`,
      /host → … → store .*start-run\.ts → server\/runs\/store\.ts/,
    ],
    ["domain code that imports a verb", "server/domain/x.ts", `import "@/server/runs/start-run";`, /domain → slice/],
    ["domain code that imports Node", "server/domain/x.ts", `import fs from "node:fs";`, /domain → node:fs/],
    ["env.ts that imports a verb", "server/env.ts", `import "./runs/start-run";`, /base → slice/],
    ["the client importing the server", "client/x.ts", `import type { Context } from "@/server/context";`, /client → slice/],
    [
      "an example that imports the repository",
      "examples/agents/x.ts",
      `import "@/server/sdk/define-agent";`,
      /example → outside/,
    ],
    ["an example that leaves its folder", "examples/agents/x.ts", `import "../../server/errors";`, /example → outside/],
    ["production code that imports a test's", "server/runs/x.ts", `import "./start-run.test";`, /slice → test/],
    [
      "the environment read elsewhere",
      "server/runs/x.ts",
      `// process.env\nexport const x = process.env.HOME;`,
      /^server\/runs\/x\.ts:2 {2}env/,
    ],
    ["the environment read with brackets", "app/x.ts", `export const x = process["env"];`, /env/],
    ["the environment imported", "db/x.ts", `import { env } from "node:process";`, /env/],
    ["a file on no floor", "server/stray.ts", ``, /^server\/stray\.ts:1 {2}place/],
    ["a file of 301 lines", "server/runs/x.ts", "export {};\n".repeat(301), /size {2}301 lines/],
    ["a page of 41 lines", "app/x/page.tsx", "export {};\n".repeat(41), /page-size/],
    ["folders too deep", "server/a/b/c/d/e/x.ts", ``, /depth {2}5 folders/],
    ["a barrel", "server/runs/index.ts", ``, /name/],
    ["a drawer for everything", "components/runs/run-utils.ts", ``, /name/],
  ];
  it.each(violations)("reports %s", (_, file, text, line) => {
    const found = check({ [file]: text });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(line);
  });

  it("reports a circle once, also through types and tests", () => {
    const found = check({
      "server/runs/a.ts": `import type { B } from "./b"; export type A = B;`,
      "server/runs/b.ts": `export * from "./c.test";`,
      "server/runs/c.test.ts": `import "./a";`,
    });
    expect(found).toContain(
      "server/runs/a.ts:1  cycle  server/runs/a.ts → server/runs/b.ts → server/runs/c.test.ts → server/runs/a.ts",
    );
    expect(found.filter((line) => line.includes("  cycle  "))).toHaveLength(1);
  });

  it("leaves generated files their size", () => {
    expect(
      check({ "db/migrations/x.ts": "export {};\n".repeat(999), "server/runs/x.generated.ts": "export {};\n".repeat(999) }),
    ).toEqual([]);
  });
});
