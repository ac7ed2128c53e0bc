import { describe, expect, test } from "vitest";
import { readCommand } from "@/server/testing/shell-words";
import { toCli, toCurl } from "./run-commands";
import type { StartBody } from "./run-plan";

const origin = "http://127.0.0.1:4700";
const body: StartBody = {
  agentId: "ticket-sorter",
  name: `it's "mine" $HOME \`id\` \\ !`,
  version: 3,
  itemIds: ["a b", "it's", "--flag", "line\nbreak"],
  trials: 2,
  concurrency: 4,
  itemTimeoutMs: 1500,
  maxRetries: 1,
  scorers: [{ id: "exact-match" }, { id: "regex", pattern: `^"(a|b)'$` }],
  profiles: { fast: "slow", far: { model: "gpt 5" } },
};

const wordsOf = async (command: string) => (await readCommand(command)).words;

describe("a dataset run as a command", () => {
  test("says all that is chosen, in words any shell reads the same", async () => {
    expect(await wordsOf(toCli({ datasetId: "ds_1", body, origin }))).toEqual([
      "npx",
      "trackside",
      "eval",
      "ds_1",
      "--agent=ticket-sorter",
      `--name=${body.name}`,
      "--version=3",
      `--items=${JSON.stringify(body.itemIds)}`,
      "--trials=2",
      "--concurrency=4",
      "--item-timeout=1.5",
      "--retries=1",
      "--scorer=exact-match",
      `--scorer=${JSON.stringify(body.scorers?.[1])}`,
      "--profile=fast=slow",
      `--profile=far=${JSON.stringify({ model: "gpt 5" })}`,
      `--server=${origin}`,
    ]);
    const failed = await wordsOf(toCli({ datasetId: "ds_1", body: { agentId: "a", failedIn: "eval_1" }, origin }));
    expect(failed.slice(3)).toEqual(["ds_1", "--agent=a", "--failed-in=eval_1", `--server=${origin}`]);
  });

  test("more items than a word can hold go in by standard input", async () => {
    const itemIds = Array.from({ length: 10_000 }, (_, n) => `item's number ${n}`);
    const big: StartBody = { agentId: "a", itemIds };
    const cli = await readCommand(toCli({ datasetId: "ds_1", body: big, origin }));
    expect(cli.words).toContain("--items=-");
    expect(JSON.parse(cli.input)).toEqual(itemIds);
    const curl = await readCommand(toCurl({ datasetId: "ds_1", body: big, origin }));
    expect(curl.words.slice(-2)).toEqual(["-d", "@-"]);
    expect(JSON.parse(curl.input)).toEqual(big);
  });
});

describe("a dataset run as a request", () => {
  test("has the very body, and the key where a console asks for one", async () => {
    const words = await wordsOf(toCurl({ datasetId: "ds_1", body, origin }));
    expect(words.slice(0, -1)).toEqual([
      "curl",
      "-sS",
      `${origin}/api/datasets/ds_1/runs`,
      "-H",
      "content-type: application/json",
      "-d",
    ]);
    expect(JSON.parse(words.at(-1) ?? "")).toEqual(body);
    expect(toCurl({ datasetId: "ds_1", body, origin: "https://evals.example" })).toContain(
      '-H "authorization: Bearer $TRACKSIDE_API_KEY"',
    );
    expect(toCurl({ datasetId: "ds_1", body, origin: "http://[::1]:4700" })).not.toContain("authorization");
  });
});
