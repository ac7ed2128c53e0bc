import { expect, test } from "vitest";
import { curlOf } from "./curl-of";

const here = "http://127.0.0.1:4700";
const there = "https://console.example";

test("an operation as a command, with what is to be filled in in capitals", () => {
  const run = "/api/agents/{agentId}/runs/{runId}";
  expect(curlOf({ method: "GET", path: run }, here)).toBe(`curl -sS ${here}/api/agents/AGENT_ID/runs/RUN_ID`);
  expect(curlOf({ method: "GET", path: `${run}/events`, stream: true }, here)).toMatch(/events -N$/);
  expect(curlOf({ method: "DELETE", path: run }, there)).toMatch(/-H "authorization: Bearer \$TRACKSIDE_API_KEY" -X DELETE$/);
  expect(curlOf({ method: "POST", path: "/api/datasets", body: { name: "it's" } }, here)).toMatch(/-d '\{"name":"it'\\''s"\}'$/);
  expect(curlOf({ method: "PATCH", path: "/x", body: { a: 1 } }, here)).toMatch(
    /-X PATCH -H 'content-type: application\/json' -d '\{"a":1\}'$/,
  );
  expect(curlOf({ method: "POST", path: "/api/datasets/import?name={name}", file: "text/csv" }, here)).toBe(
    `curl -sS '${here}/api/datasets/import?name=NAME' -X POST -H 'content-type: text/csv' --data-binary @FILE.csv`,
  );
});
