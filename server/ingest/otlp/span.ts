import type { Json } from "@/server/domain/json";

/** Pairs, as they were sent: a name may be `__proto__`, or come twice. */
export type Attributes = [name: string, value: Json][];

export type SpanEvent = { name: string; time: string; attributes: Attributes };
export type SpanLink = { traceId: string; spanId: string; attributes: Attributes };

/**
 * A span as OpenTelemetry means it, whichever way it was written down. Times are nanoseconds since 1970 as digits: no number
 * of JavaScript's holds them. `end` is "0" while it is open.
 */
export type Span = {
  traceId: string;
  spanId: string;
  parentId: string;
  name: string;
  kind: number;
  start: string;
  end: string;
  /** The context's flags: bit 8 says that bit 9 is known, bit 9 that the parent is in another process. */
  flags: number;
  traceState: string;
  status: { code: number; message: string };
  attributes: Attributes;
  events: SpanEvent[];
  links: SpanLink[];
  /** Attributes, events and links the sender left out, by its own limits. */
  dropped: [attributes: number, events: number, links: number];
};

/** Where spans come from: of all spans of a batch the same few. */
export type Source = {
  resource: Attributes;
  scope: { name: string; version: string; attributes: Attributes };
};

export type SourcedSpans = { source: Source; spans: Span[] };

/** The body is not what its type says: nothing of it can be taken, and sending it again would not help. */
export class Malformed extends Error {
  override name = "Malformed";
}

/** Deeper than this nobody nests values, and a reader that calls itself would run out of stack. */
export const mostNesting = 100;

/** Nanoseconds as digits to milliseconds, without passing through a number that cannot hold them. */
export function toMs(nanoseconds: string): number {
  return Number(nanoseconds.slice(0, -6) || "0");
}

export function isRemoteParent({ flags }: Pick<Span, "flags">): boolean {
  return (flags & 0x300) === 0x300;
}
