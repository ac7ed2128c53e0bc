import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findInexactNumber } from "./inexact-number";

const exact = [
  "0",
  "-0",
  "9007199254740991",
  "-9007199254740992",
  "9007199254740994",
  "10000000000000000000000",
  "0.1",
  "0.12345678901234567890",
  "1e21",
  "1E+300",
  "5e-324",
  "1e-400",
  "1.7976931348623157e308",
  // What JavaScript itself writes of 2^60, and so what an export has.
  "1152921504606847000",
  "1.152921504606847e18",
  "1152921504606847000.0",
  "1e23",
];
const inexact = [
  "9007199254740993",
  "-9007199254740993",
  "12345678901234567",
  "123456789012345678901234567890",
  "1152921504606846976",
  "12345678901234567890.5",
  "12345678.9012345678901e20",
  "1e309",
  "-1E+400",
];

describe("a number in a JSON text", () => {
  test.each(exact)("%s is read as it is written", (number) => {
    for (const text of [number, `[${number}]`, `{"a":${number}}`, `[1,${number} ,2]`])
      expect(findInexactNumber(text)).toBeUndefined();
  });

  test.each(inexact)("%s would be read as another one, wherever it stands", (number) => {
    const places = [number, `[${number}]`, `{"a":[{"b": ${number}\n}]}`, `["9007199254740993\\\\",${number}]`, `["\\"",1e400]`];
    for (const text of places) expect(findInexactNumber(text)).toBe(text.includes("1e400]") ? "1e400" : number);
  });

  test("in a string it is text", () => {
    for (const text of [
      '"9007199254740993"',
      '{"9007199254740993":"1e400"}',
      '"\\"9007199254740993"',
      '["\\\\","9007199254740993","\\\\\\""]',
    ])
      expect(findInexactNumber(text)).toBeUndefined();
  });

  test("is found exactly where reading and writing a whole number does not give it back", () => {
    const whole = fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n });
    fc.assert(
      fc.property(whole, fc.json(), (number, around) => {
        const text = `[${around},{"x":${number}}]`;
        if (findInexactNumber(around) !== undefined) return;
        const written = JSON.stringify(Number(number)).replace(
          /^(-?\d)(?:\.(\d+))?e\+(\d+)$/,
          (_, first, more = "", places) => `${first}${String(more).padEnd(Number(places), "0")}`,
        );
        expect(findInexactNumber(text)).toBe(BigInt(written) === number ? undefined : String(number));
      }),
    );
  });

  test("is not found in what JavaScript has written", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(findInexactNumber(JSON.stringify([number]))).toBeUndefined();
      }),
    );
  });

  test("is looked for in 20 MB of quotes and backslashes in no time", () => {
    const text = `["${'\\"\\\\'.repeat(5_000_000)}",1,9007199254740993]`;
    const begun = performance.now();
    expect(findInexactNumber(text)).toBe("9007199254740993");
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
