import fc from "fast-check";
import { expect, test } from "vitest";
import { hourOf } from "@/server/domain/trends";
import { trendsInput } from "@/server/domain/trends-input";
import { edgesOf, readTrendChoice, trendRanges } from "./trend-range";

test("every range is one the server takes, and its last point goes on now, whatever the clock says", () => {
  const zone = process.env["TZ"];
  try {
    fc.assert(
      fc.property(
        // Summer time begins and ends, half hours, quarters, the far side of the date line.
        fc.constantFrom(
          "UTC",
          "Europe/Berlin",
          "America/New_York",
          "Asia/Kolkata",
          "Asia/Kathmandu",
          "Pacific/Kiritimati",
          "Australia/Lord_Howe",
        ),
        fc.constantFrom(...trendRanges),
        fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) }),
        (timeZone, range, now) => {
          process.env["TZ"] = timeZone;
          const edges = edgesOf(range, now);
          expect(trendsInput.safeParse({ edges }).success).toBe(true);
          expect(hourOf(edges.at(-1) ?? 0)).toBeGreaterThan(hourOf(now) - 1);
          expect(edges.at(-2)).toBeLessThanOrEqual(now);
          if (range === "30d")
            expect(
              edges.every((edge) => new Date(edge).getHours() === 0 || new Date(edge - 1).getDate() !== new Date(edge).getDate()),
            ).toBe(true);
        },
      ),
    );
  } finally {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  }
});

test("what the address does not know is a week", () => {
  expect(["24h", "30d", "1y", ""].map((range) => readTrendChoice(new URLSearchParams({ range })).range)).toEqual([
    "24h",
    "30d",
    "7d",
    "7d",
  ]);
});
