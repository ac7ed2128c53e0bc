import { expect, test } from "vitest";
import { guessFormat } from "./file-format";

test.each([
  ["items.csv", '{"a":1}', "csv"],
  ["ITEMS.TSV", "a\tb", "csv"],
  ["items.jsonl", "[", "jsonl"],
  ["items.ndjson", "", "jsonl"],
  ["items.json", '[\n{"a":1}]', "json"],
  ["items.json", '{"a":1}', "json"],
  ["items.json", '{"a":1}\n', "json"],
  ["items.json", '{\n"a":1}\n', "json"],
  ["items.json", '{"a":1}\r\n{"a":2}', "jsonl"],
  ["items.json", "nonsense", "json"],
  ["export.2026", '\uFEFF\n {"a":1}\n{"a":2}\n', "jsonl"],
  ["pasted text", '[{"a":1}]', "json"],
  ["pasted text", "[1]\n[2]", "jsonl"],
  ["pasted text", "a,b\n1,2", "csv"],
  ["notes.txt", "", "csv"],
])("%s that begins %j is %s", (name, beginning, format) => {
  expect(guessFormat(name, beginning)).toBe(format);
});
