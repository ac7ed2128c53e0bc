import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonSchema } from "@/server/domain/agent";
import type { Json } from "@/server/domain/json";
import { toDraft } from "./draft";
import { fitsForm, readDraft } from "./draft-value";
import { readFieldSpec } from "./field-spec";

const schema: JsonSchema = {
  type: "object",
  required: ["message", "urgent"],
  properties: {
    message: { type: "string" },
    urgent: { type: "boolean" },
    count: { type: "integer" },
    tone: { enum: ["kind", "plain"] },
    note: { type: ["string", "null"] },
    tags: { type: "array", items: { type: "string" } },
    contact: {
      type: "object",
      required: ["email"],
      properties: { email: { type: "string" }, kind: { type: "string", default: "work" } },
    },
    extra: {},
  },
};
const spec = readFieldSpec(schema);
const value = (draft: ReturnType<typeof toDraft>) => readDraft(spec, draft);

describe("drafts", () => {
  it("an untouched form leaves out what was not asked for, so that the server can say what is missing", () => {
    expect(value(toDraft(spec, undefined))).toEqual({ value: { urgent: false }, faults: [] });
  });

  it("give back the value they were made from", () => {
    const whole = fc.record(
      {
        message: fc.string(),
        urgent: fc.boolean(),
        count: fc.maxSafeInteger().filter((n) => !Object.is(n, -0)),
        tone: fc.constantFrom("kind", "plain"),
        note: fc.option(fc.string({ minLength: 1 })),
        tags: fc.array(fc.string(), { minLength: 1 }),
        contact: fc.record({ email: fc.string(), kind: fc.string({ minLength: 1 }) }),
        extra: fc.jsonValue().map((json) => JSON.parse(JSON.stringify(json)) as Json),
      },
      { requiredKeys: ["message", "urgent"] },
    );
    fc.assert(
      fc.property(whole, (given) => {
        expect(value(toDraft(spec, given as Json))).toEqual({ value: given, faults: [] });
        expect(fitsForm(spec, given as Json)).toBe(true);
      }),
    );
  });

  it("keep what was typed wrongly, and name its field as the server would", () => {
    const { faults } = value({ message: "m", urgent: true, count: "1.5", extra: "{", contact: { email: "e" } });
    expect(faults).toEqual([
      { path: "input.count", message: "must be a whole number" },
      { path: "input.extra", message: "is not JSON" },
    ]);
    expect(value({ count: "9007199254740993" }).faults[0]?.message).toMatch(/too large/);
    expect(value({ count: "abc" }).faults[0]?.message).toBe("is not a number");
  });
});

describe("fitsForm", () => {
  it("refuses what the form would lose", () => {
    expect(fitsForm(spec, { message: "m", urgent: true, unknown: 1 })).toBe(false);
    expect(fitsForm(spec, { message: 7, urgent: true })).toBe(false);
    expect(fitsForm(spec, ["m"])).toBe(false);
    expect(fitsForm(spec, { message: "m", urgent: true, tone: "loud" })).toBe(false);
  });

  it("takes defaults for what they are", () => {
    expect(fitsForm(spec, { message: "m", urgent: true, contact: { email: "e" } })).toBe(true);
  });
});
