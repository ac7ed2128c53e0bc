import { hashWords } from "./quick-hash";

/** `[prefix_](run|rerun)_YYYYMMDD_HHMMSS_<16 hex>` of a run made here. */
const ownId = /(?:^|_)(?:run|rerun)_(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)_([0-9a-f]{16})$/;
const foreignId = /^(?!0{32})[0-9a-f]{32}$/;

const hexOf = (word: number): string => word.toString(16).padStart(8, "0");

/**
 * The trace a run is in OpenTelemetry's words. Of a run made here: the second it began in, which leads back to it, and what
 * is random in its id. A run that came as a trace is that trace.
 */
export function traceIdOf(runId: string): string {
  if (foreignId.test(runId)) return runId;
  const [high, low] = hashWords(`trace:${runId}`);
  const [, year, month, day, hour, minute, second, random] = ownId.exec(runId) ?? [];
  if (random === undefined) return `${hexOf(high)}${hexOf(low)}${hexOf((low ^ 0x55555555) >>> 0)}${hexOf((high | 1) >>> 0)}`;
  const began = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) / 1000;
  return `${hexOf(began)}${hexOf(high)}${random}`;
}

/** Where the run of such a trace is to be looked for: its id's end, and when it began, to the second. */
export function placeOfTrace(traceId: string): { endsWith: string; from: number; to: number } {
  const began = Number.parseInt(traceId.slice(0, 8), 16) * 1000;
  return { endsWith: `_${traceId.slice(16)}`, from: began, to: began + 1000 };
}

const maskOf = (runId: string): bigint => {
  const [high, low] = hashWords(`span:${runId}`);
  return (BigInt(high) << 32n) | BigInt(low);
};

/** A step's span: its number, mixed with the run's id so that spans of different runs do not meet. */
export function spanIdOf(runId: string, n: number): string {
  const hex = (BigInt(n) ^ maskOf(runId)).toString(16).padStart(16, "0");
  // All zeroes would mean "no id".
  return /^0+$/.test(hex) ? "f".repeat(16) : hex;
}

/** The number of the step whose span it is, if there is such a step. */
export function stepOfSpan(runId: string, spanId: string): number | undefined {
  const n = Number(BigInt(`0x${spanId}`) ^ maskOf(runId));
  return Number.isSafeInteger(n) && n > 0 ? n : undefined;
}

/** W3C's header, by which another program's spans find their place under a step of ours. */
export function traceparentOf(runId: string, n: number): string {
  return `00-${traceIdOf(runId)}-${spanIdOf(runId, n)}-01`;
}
