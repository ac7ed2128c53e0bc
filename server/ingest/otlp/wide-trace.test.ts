import { expect, test } from "vitest";
import { assembleSpans } from "@/server/testing/assemble-spans";
import { readBatch } from "./read-batch";
import type { Source, Span } from "./span";

/** More than a call takes as arguments. */
const wide = 150_000;

const source: Source = { resource: [["service.name", "wide"]], scope: { name: "", version: "", attributes: [] } };
const span = (at: number): Span => ({
  traceId: "a".repeat(32),
  spanId: (at + 1).toString(16).padStart(16, "0"),
  parentId: at === 0 ? "" : "0000000000000001",
  name: "page",
  kind: 1,
  start: `${1_763_700_000_000_000_000n + BigInt(at)}`,
  end: `${1_763_700_000_000_000_000n + BigInt(at) + 1n}`,
  flags: 0,
  traceState: "",
  status: { code: 0, message: "" },
  attributes: [],
  events: [],
  links: [],
  dropped: [0, 0, 0],
});

test("a root with very many children is drawn with all of them", async () => {
  const known = Array.from({ length: wide }, (_, at) => ({ span: span(at), source }));
  const run = await assembleSpans("a".repeat(32), known);
  expect(run?.steps).toHaveLength(wide - 1);
});

test("a body of very many scopes is read", () => {
  const scopes = Buffer.alloc(wide * 2, Buffer.from([0x12, 0x00]));
  const length: number[] = [];
  for (let left = scopes.length; left > 0; left >>>= 7) length.push(left > 127 ? (left & 127) | 128 : left);
  const bytes = Buffer.concat([Buffer.from([0x0a, ...length]), scopes]);
  expect(readBatch({ bytes, encoding: "protobuf", compression: "identity" })).toMatchObject({ taken: 0, rejected: 0 });
});
