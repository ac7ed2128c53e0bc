import { expect, test } from "vitest";
import type { AgentRevision } from "@/server/domain/agent-revision";
import { changesBetween } from "./revision-changes";

const definition = { name: "A", resultType: "json", file: "agents/a.ts", sources: { "agents/a.ts": "1", "lib/b.ts": "2" } };
const before: AgentRevision = { revision: "r1", firstSeenAt: 1, inputSchema: { type: "object" }, definition };

test("files are told by their hashes, the rest field by field", () => {
  const after: AgentRevision = {
    revision: "r2",
    firstSeenAt: 2,
    inputSchema: { type: "object", required: ["x"] },
    definition: { ...definition, timeoutMs: 5, sources: { "agents/a.ts": "9", "lib/c.ts": "3" } },
  };
  expect(changesBetween(before, after)).toEqual({
    definition: [{ path: ["timeoutMs"], after: 5 }],
    sources: [
      { file: "agents/a.ts", what: "changed" },
      { file: "lib/b.ts", what: "removed" },
      { file: "lib/c.ts", what: "added" },
    ],
    schema: [{ path: ["required"], after: ["x"] }],
  });
});

test("of a revision from before definitions were kept only the schema is compared", () => {
  const { definition: _none, ...old } = before;
  expect(changesBetween(old, before)).toEqual({ schema: [] });
});
