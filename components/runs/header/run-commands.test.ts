import { expect, test } from "vitest";
import { readCommand } from "@/server/testing/shell-words";
import { toCli, toCurl } from "./run-commands";

const origin = "http://127.0.0.1:4700";
const nasty = { message: `it's "quoted"\n$HOME \`id\` \\ ünïcode 🚆 \u2028 %s`, list: [1, null] };

test("a request reads back from a shell as it was, whatever is in it", async () => {
  const request = {
    agentId: "refund-desk",
    input: nasty,
    name: "O'Hara",
    tags: ["a b"],
    timeoutMs: 5000,
    staticInputs: { "a.b": "x'y" },
  };
  const { words } = await readCommand(toCurl({ request, origin }));
  expect(words.slice(0, 3)).toEqual(["curl", "-sS", `${origin}/api/agents/refund-desk/runs`]);
  const { agentId: _agentId, ...body } = request;
  expect(JSON.parse(words[words.indexOf("-d") + 1] ?? "")).toEqual(body);
  expect(words.join(" ")).not.toContain("authorization");
});

test("a console elsewhere is given its key from the environment", () => {
  expect(toCurl({ request: { agentId: "a", input: 1 }, origin: "https://runs.example.org" })).toContain(
    '-H "authorization: Bearer $TRACKSIDE_API_KEY"',
  );
});

test("a long input goes in by standard input", async () => {
  const input = { text: `it's ${"x".repeat(120_000)}` };
  const { words, input: given } = await readCommand(toCurl({ request: { agentId: "a", input }, origin }));
  expect(words).toContain("@-");
  expect(JSON.parse(given)).toEqual({ input });
});

test("an input that is not here is fetched from where it is kept", () => {
  const request = { agentId: "a", inputHref: "/api/agents/a/runs/run_1/steps/1/input", tags: ["it's"] };
  expect(toCurl({ request, origin })).toBe(
    `{ printf %s '{"input":'; curl -sS ${origin}/api/agents/a/runs/run_1/steps/1/input; printf %s ',"tags":["it'\\''s"]}'; } |\n` +
      `  curl -sS ${origin}/api/agents/a/runs -H 'content-type: application/json' --data-binary @-`,
  );
  expect(toCli({ request, origin })).toContain("/steps/1/input | npx trackside run a --input=- ");
});

test("the command line tool gets agent, flow, input, inputs of steps, name, tags and profiles", async () => {
  const more = { name: "O'Hara", tags: ["a b", "c"], profiles: { fast: "slow", large: { model: "m-2" } } };
  const request = { agentId: "a", input: nasty, flow: "main flow", staticInputs: { "a.b": 1 }, ...more };
  const [before, command] = [
    toCli({ request, origin }).split("\n").slice(0, 1).join(""),
    toCli({ request, origin }).slice(toCli({ request, origin }).indexOf("npx")),
  ];
  expect(before).toBe(`printf %s '{"a.b":1}' > static_inputs.json`);
  const { words } = await readCommand(command);
  expect(words.slice(0, 5)).toEqual(["npx", "trackside", "run", "a", "--flow=main flow"]);
  expect(JSON.parse((words[5] ?? "").slice("--input=".length))).toEqual(nasty);
  expect(words.slice(7)).toEqual([
    "--name=O'Hara",
    "--tag=a b",
    "--tag=c",
    "--profile=fast=slow",
    '--profile=large={"model":"m-2"}',
    `--server=${origin}`,
  ]);
});
