import { describe, expect, it } from "vitest";
import { readFieldSpec } from "./field-spec";

describe("readFieldSpec", () => {
  it("reads objects, in their order, with what is required", () => {
    const spec = readFieldSpec({
      type: "object",
      required: ["message"],
      properties: { message: { type: "string", description: "What they wrote" }, count: { type: "integer", default: 3 } },
    });
    expect(spec).toEqual({
      nullable: false,
      type: "object",
      fields: [
        {
          name: "message",
          required: true,
          spec: { nullable: false, description: "What they wrote", type: "text", multiline: true },
        },
        { name: "count", required: false, spec: { nullable: false, default: 3, type: "number", integer: true } },
      ],
    });
  });

  it.each([
    [{ type: ["string", "null"] }, { type: "text", nullable: true }],
    [{ anyOf: [{ type: "number" }, { type: "null" }] }, { type: "number", nullable: true }],
    [{ enum: ["a", 1, null] }, { type: "choice", options: ["a", 1], nullable: true }],
    [{ const: "a" }, { type: "choice", options: ["a"] }],
    [
      { type: "string", format: "email" },
      { type: "text", multiline: false, format: "email" },
    ],
    [
      { type: "string", maxLength: 40 },
      { type: "text", multiline: false },
    ],
    [
      { type: "array", items: { type: "number" } },
      { type: "list", item: { type: "number" } },
    ],
    [{ type: "array" }, { type: "json" }],
    [{ type: "object" }, { type: "json" }],
    [{ type: "object", additionalProperties: { type: "string" } }, { type: "json" }],
    [
      { anyOf: [{ type: "number" }, { type: "string" }], description: "either" },
      { type: "json", description: "either" },
    ],
    [{}, { type: "json" }],
  ])("%j → %j", (schema, spec) => expect(readFieldSpec(schema)).toMatchObject(spec));

  it("follows references within the schema, and stops where they go in circles", () => {
    const spec = readFieldSpec({
      $ref: "#/$defs/node",
      $defs: { node: { type: "object", properties: { next: { $ref: "#/$defs/node" }, name: { type: "string" } } } },
    });
    expect(spec).toMatchObject({ type: "object", fields: [{ name: "next", spec: { type: "object" } }, { name: "name" }] });
    expect(readFieldSpec({ $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/a" } } })).toMatchObject({ type: "json" });
    expect(readFieldSpec({ $ref: "https://example.org/schema" })).toMatchObject({ type: "json" });
  });
});
