import type { Span } from "./span";

const traceId = /^(?!0{32})[0-9a-f]{32}$/;
const spanId = /^(?!0{16})[0-9a-f]{16}$/;

/** Why a span cannot be taken; nothing if it can. */
export function faultOf(span: Span): string | undefined {
  if (!traceId.test(span.traceId)) return "a trace id is 16 bytes (32 hex digits), not all zero";
  if (!spanId.test(span.spanId)) return "a span id is 8 bytes (16 hex digits), not all zero";
  // Zeroes, as some senders write them, say that there is none.
  if (span.parentId !== "" && !/^[0-9a-f]{16}$/.test(span.parentId)) return "a parent's span id is 8 bytes (16 hex digits)";
  if (span.start === "0" && span.end === "0") return "a span has a start time";
  return undefined;
}
