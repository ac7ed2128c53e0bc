import { expect, test } from "vitest";
import { printSchema, readSchema } from "./read-schema";

test("a schema as it was typed: none, one, or where it goes wrong", () => {
  expect(readSchema("  \n")).toEqual({});
  expect(readSchema('{"type": "object"}')).toEqual({ schema: { type: "object" } });
  expect(readSchema('{\n "type": }').fault).toMatch(/^line 2, column 10: /);
  expect(readSchema("[1]").fault).toBe("a JSON Schema is an object");
  expect(readSchema(printSchema({ type: "string" }))).toEqual({ schema: { type: "string" } });
  expect(printSchema(undefined)).toBe("");
});
