import fc from "fast-check";
import { expect, test } from "vitest";
import { quoteLongNumbers } from "./exact-number";

/** Stands for a whole number JSON.parse would round. */
type Long = { digits: string };
const long = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 10n ** 16n, max: 10n ** 20n }))
  .map(([minus, digits]): Long => ({ digits: `${minus ? "-" : ""}${digits}` }));
const leaf = fc.oneof(
  long,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0.30000000000000004, 1e21, -1.234567890123456e-7, 1_763_700_000_000),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom('x, 1234567890123456789"', "\\", ":12345678901234567890"),
  fc.boolean(),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ depthSize: "small" }, leaf, fc.array(tie("tree"), { maxLength: 5 }), fc.dictionary(fc.string(), tie("tree"))),
}));

const isLong = (value: unknown): value is Long => typeof value === "object" && value !== null && "digits" in value;

/** As somebody writes it who has whole numbers of 64 bits; with or without space. */
function write(value: unknown, space: string): string {
  if (isLong(value)) return value.digits;
  if (Array.isArray(value)) return `[${value.map((each) => space + write(each, space)).join(`${space},`)}${space}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, each]) => `${JSON.stringify(key)}${space}:${space}${write(each, space)}`)
    .join(",")}}`;
}

/** A number of sixteen digits comes as text too, whether or not it is exact; -0 is written as 0. */
function expected(value: unknown): unknown {
  if (isLong(value)) return value.digits;
  if (typeof value !== "number") return value;
  const written = JSON.stringify(value);
  return /^-?\d{16,}$/.test(written) ? written : (JSON.parse(written) as number);
}

test("whole numbers of many digits come as they were written, and nothing else is touched", () => {
  fc.assert(
    fc.property(fc.array(leaf), fc.constantFrom("", " ", "\n"), (values, space) => {
      expect(JSON.parse(quoteLongNumbers(write(values, space)))).toEqual(values.map(expected));
    }),
  );
  fc.assert(
    fc.property(tree, (value) => {
      expect(() => JSON.parse(quoteLongNumbers(write(value, " "))) as unknown).not.toThrow();
    }),
  );
});
