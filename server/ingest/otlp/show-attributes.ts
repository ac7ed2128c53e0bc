import type { Json } from "@/server/domain/json";
import { isChatEvent } from "./mapping/chat";
import type { Mapped } from "./mapping/map-span";
import { toMs, type Source, type Span, type SpanEvent } from "./span";

/** The console says these of steps itself; sent by somebody else they must not mean the same. */
const ours = new Set([
  "reusedFrom",
  "inputReplaced",
  "diverged",
  "unreached",
  "revisionChanged",
  "ambiguous",
  "actionContext",
  "missingParent",
  "endNotSeen",
  "childRun",
  "otel",
]);
/** Attributes are read with each row of a timeline: a large one is left with its size, and stands whole in the stored span. */
const longestValue = 8000;
const mostTogether = 64_000;
const mostEvents = 100;

const kinds = ["unspecified", "internal", "server", "client", "producer", "consumer"];

/** What is shown of a span besides its input and output: its attributes under their own names, and what else OpenTelemetry knows of it. */
export function attributesOf(span: Span, source: Source, { said, used }: Mapped): Record<string, Json> {
  const budget = { left: mostTogether };
  const own = span.attributes
    .filter(([name]) => !used.has(name))
    .map(([name, value]): [string, Json] => [ours.has(name) ? `sent.${name}` : name, fitted(value, budget)]);
  const shown = Object.entries(said).map(([name, value]): [string, Json] => [name, fitted(value, budget)]);
  return {
    ...(Object.fromEntries(shown) as Record<string, Json>),
    ...(Object.fromEntries(own) as Record<string, Json>),
    otel: factsOf(span, source, budget),
  };
}

function factsOf(span: Span, { scope }: Source, budget: { left: number }): Json {
  const { spanId, parentId, kind, traceState, links, dropped } = span;
  const events = span.events.filter(({ name }) => !isChatEvent(name));
  const isBackwards = span.end !== "0" && BigInt(span.end) < BigInt(span.start);
  const [attributesLeftOut, eventsLeftOut, linksLeftOut] = dropped;
  return {
    spanId,
    ...(parentId === "" ? {} : { parentSpanId: parentId }),
    ...(kind > 0 ? { kind: kinds[kind] ?? kind } : {}),
    ...(scope.name === "" ? {} : { scope: scope.version === "" ? scope.name : `${scope.name} ${scope.version}` }),
    ...(traceState === "" ? {} : { traceState }),
    ...(isBackwards ? { endsBeforeItBegins: { startTimeUnixNano: span.start, endTimeUnixNano: span.end } } : {}),
    ...(events.length > 0 ? { events: events.slice(0, mostEvents).map((event) => shownEvent(event, budget)) } : {}),
    ...(events.length > mostEvents ? { moreEvents: events.length - mostEvents } : {}),
    ...(links.length > 0
      ? { links: links.slice(0, mostEvents).map(({ traceId, spanId: to }) => ({ traceId, spanId: to })) }
      : {}),
    ...(attributesLeftOut + eventsLeftOut + linksLeftOut > 0
      ? { leftOutBySender: { attributes: attributesLeftOut, events: eventsLeftOut, links: linksLeftOut } }
      : {}),
  };
}

function shownEvent({ name, time, attributes }: SpanEvent, budget: { left: number }): Json {
  const fields = attributes.map(([key, value]): [string, Json] => [key, fitted(value, budget)]);
  return { name, at: toMs(time), ...(fields.length > 0 ? { attributes: Object.fromEntries(fields) } : {}) };
}

function fitted(value: Json, budget: { left: number }): Json {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (text.length > longestValue || text.length > budget.left) return { truncated: true, bytes: Buffer.byteLength(text) };
  budget.left -= text.length;
  return value;
}
