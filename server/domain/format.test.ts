import { describe, expect, it } from "vitest";
import {
  formatAgo,
  formatBytes,
  formatClock,
  formatCost,
  formatCount,
  formatDuration,
  formatMoment,
  formatTick,
  formatTokens,
} from "./format";

describe("formatDuration", () => {
  it.each([
    [undefined, "—"],
    [Number.NaN, "—"],
    [-5, "0 ms"],
    [0, "0 ms"],
    [12, "12 ms"],
    [999.4, "999 ms"],
    [999.6, "1.0 s"],
    [1_949, "1.9 s"],
    [42_000, "42.0 s"],
    [59_960, "1 min 00 s"],
    [252_000, "4 min 12 s"],
    [7_500_000, "2 h 05 min"],
    [273_600_000, "3 d 4 h"],
  ])("%s → %s", (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe("formatClock", () => {
  it.each([
    [0, "0:00"],
    [42_900, "0:42"],
    [754_000, "12:34"],
    [3_723_000, "1:02:03"],
    [-1, "0:00"],
  ])("%s → %s", (ms, text) => expect(formatClock(ms)).toBe(text));
});

describe("formatTick", () => {
  it.each([
    [0, 200, "0 s"],
    [0, 50, "0 ms"],
    [4, 2, "4 ms"],
    [50, 50, "50 ms"],
    [200, 200, "0.2 s"],
    [1500, 500, "1.5 s"],
    [7000, 1000, "7 s"],
    [90_000, 30_000, "90 s"],
    [120_000, 60_000, "2 min"],
    [7_200_000, 3_600_000, "2 h"],
  ])("%s by %s → %s", (ms, step, text) => expect(formatTick(ms, step)).toBe(text));
});

describe("formatCost", () => {
  it.each([
    [undefined, "—"],
    [0, "$0"],
    [50, "<$0.0001"],
    [3_100, "$0.0031"],
    [41_000, "$0.0410"],
    [620_000, "$0.62"],
    [1_234_500_000, "$1,234.50"],
  ])("%s → %s", (micro, text) => expect(formatCost(micro)).toBe(text));
});

describe("counts", () => {
  it("are grouped, shortened where they are long, and unknown where they are", () => {
    expect(formatCount(1_234_567)).toBe("1,234,567");
    expect(formatCount(undefined)).toBe("—");
    expect(formatTokens(812)).toBe("812");
    expect(formatTokens(18_240)).toBe("18.2k");
    expect(formatTokens(999_960)).toBe("1.00M");
    expect(formatTokens(undefined)).toBe("—");
    expect(formatBytes(812)).toBe("812 B");
    expect(formatBytes(65_536)).toBe("64.0 KB");
    expect(formatBytes(2_400_000)).toBe("2.3 MB");
  });
});

describe("times", () => {
  const now = 1_000_000_000_000;
  it.each([
    [now + 500, "just now"],
    [now - 12_000, "12 s ago"],
    [now - 300_000, "5 min ago"],
    [now - 7_200_000, "2 h ago"],
    [now - 200 * 86_400_000, "200 d ago"],
  ])("%s → %s", (then, text) => expect(formatAgo(then, now)).toBe(text));

  it("are exact in the reader's zone", () => {
    expect(formatMoment(new Date(2026, 10, 20, 14, 12, 3).getTime())).toBe("20 Nov 2026, 14:12:03");
  });
});
