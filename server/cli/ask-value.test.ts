import { expect, test } from "vitest";
import { z } from "zod";
import type { JsonSchema } from "@/server/domain/agent";
import { askValue } from "./ask-value";

/** Answers with these lines, one after the other, and tells what was asked. */
async function ask(schema: z.ZodType, lines: string[]) {
  const asked: string[] = [];
  const value = await askValue(z.toJSONSchema(schema, { io: "input" }) as JsonSchema, "", async (question) => {
    asked.push(question);
    return lines.shift();
  });
  return { value, asked, left: lines.length };
}

test("plain values are typed as they are", async () => {
  expect((await ask(z.string(), ["true"])).value).toBe("true");
  expect((await ask(z.number(), ["many", "", "12"])).value).toBe(12);
  expect((await ask(z.boolean(), ["", "perhaps", "Y"])).value).toBe(true);
  expect((await ask(z.boolean(), ["no"])).value).toBe(false);
  expect(await ask(z.enum(["refund", "refuse"]), ["refuse"])).toMatchObject({ value: "refuse", asked: ["[refund/refuse]: "] });
});

test("an object is asked for field by field, and optional ones may be left out", async () => {
  const schema = z.object({
    euros: z.number().describe("At most what was paid"),
    note: z.string().optional(),
    to: z.object({ name: z.string(), tags: z.array(z.string()).optional() }),
  });
  const { value, asked, left } = await ask(schema, ["20", "", "Ada", "[1", '["a"]']);
  expect([value, left]).toEqual([{ euros: 20, to: { name: "Ada", tags: ["a"] } }, 0]);
  expect(asked.slice(0, 3)).toEqual(["euros – At most what was paid: ", "note (empty: leave out): ", "to.name: "]);
});

test("what has no simpler form is asked for as JSON", async () => {
  expect((await ask(z.union([z.string(), z.object({ a: z.number() })]), ["plain", '{"a":1}'])).value).toEqual({ a: 1 });
  expect((await ask(z.any(), ["null"])).value).toBe(null);
});

test("whoever has no more to say has not answered", async () => {
  expect((await ask(z.object({ a: z.string(), b: z.string() }), ["x"])).value).toBe(undefined);
  expect((await ask(z.object({ a: z.string().optional() }), [])).value).toBe(undefined);
});
