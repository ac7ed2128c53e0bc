import { mostDepth, type Json } from "@/server/domain/json";
import { quoteLongNumbers, toJsonNumber } from "./exact-number";
import { nestsDeeperThan } from "./json-depth";
import { Malformed, mostNesting, type Attributes, type Source, type SourcedSpans, type Span } from "./span";

type Fields = { [name: string]: Json };

const strict = new TextDecoder("utf-8", { fatal: true });

/** Reads an ExportTraceServiceRequest from OTLP's JSON: ids in hex, 64-bit numbers as texts or numbers, unknown fields passed over. */
export function decodeJson(bytes: Uint8Array): SourcedSpans[] {
  const request = fieldsOf(parse(bytes), "The body");
  return listOf(request, "resourceSpans").flatMap((each) => {
    const group = fieldsOf(each, "resourceSpans");
    const resource = attributesOf(fieldsOf(group["resource"] ?? {}, "resource"));
    return listOf(group, "scopeSpans").map((inner) => scopeSpans(fieldsOf(inner, "scopeSpans"), resource));
  });
}

function parse(bytes: Uint8Array): Json {
  if (nestsDeeperThan(mostDepth, bytes)) throw new Malformed(`The body is nested more than ${mostDepth} deep.`);
  try {
    return JSON.parse(quoteLongNumbers(strict.decode(bytes))) as Json;
  } catch (cause) {
    const why = cause instanceof SyntaxError ? cause.message : "it is not UTF-8";
    throw new Malformed(`The body is not JSON: ${why}.`, { cause });
  }
}

function scopeSpans(group: Fields, resource: Attributes): SourcedSpans {
  const scope = fieldsOf(group["scope"] ?? {}, "scope");
  const source: Source = {
    resource,
    scope: { name: textOf(scope, "name"), version: textOf(scope, "version"), attributes: attributesOf(scope) },
  };
  return { source, spans: listOf(group, "spans").map((span) => readSpan(fieldsOf(span, "spans"))) };
}

function readSpan(span: Fields): Span {
  const status = fieldsOf(span["status"] ?? {}, "status");
  return {
    traceId: textOf(span, "traceId").toLowerCase(),
    spanId: textOf(span, "spanId").toLowerCase(),
    parentId: textOf(span, "parentSpanId").toLowerCase(),
    name: textOf(span, "name"),
    kind: enumOf(span, "kind", kinds),
    start: digitsOf(span, "startTimeUnixNano"),
    end: digitsOf(span, "endTimeUnixNano"),
    flags: countOf(span, "flags"),
    traceState: textOf(span, "traceState"),
    status: { code: enumOf(status, "code", codes), message: textOf(status, "message") },
    attributes: attributesOf(span),
    events: listOf(span, "events").map((each) => {
      const event = fieldsOf(each, "events");
      return { name: textOf(event, "name"), time: digitsOf(event, "timeUnixNano"), attributes: attributesOf(event) };
    }),
    links: listOf(span, "links").map((each) => {
      const link = fieldsOf(each, "links");
      const [traceId, spanId] = [textOf(link, "traceId"), textOf(link, "spanId")].map((id) => id.toLowerCase());
      return { traceId: traceId ?? "", spanId: spanId ?? "", attributes: attributesOf(link) };
    }),
    dropped: [countOf(span, "droppedAttributesCount"), countOf(span, "droppedEventsCount"), countOf(span, "droppedLinksCount")],
  };
}

/** By their numbers, as OTLP wants it; some senders write their names. */
const kinds = ["UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"].map((name) => `SPAN_KIND_${name}`);
const codes = ["UNSET", "OK", "ERROR"].map((name) => `STATUS_CODE_${name}`);

function enumOf(fields: Fields, name: string, names: string[]): number {
  const value = fields[name];
  return typeof value === "string" && names.includes(value) ? names.indexOf(value) : countOf(fields, name);
}

function attributesOf(fields: Fields): Attributes {
  return keyValues(listOf(fields, "attributes"), 0);
}

function keyValues(list: Json[], depth: number): Attributes {
  return list.map((each) => {
    const pair = fieldsOf(each, "attributes");
    return [textOf(pair, "key"), anyValue(pair["value"] ?? null, depth + 1)];
  });
}

function anyValue(value: Json, depth: number): Json {
  if (depth > mostNesting) throw new Malformed(`The body has a value nested more than ${mostNesting} deep.`);
  if (value === null) return null;
  const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue, bytesValue } = fieldsOf(value, "value");
  if (typeof stringValue === "string") return stringValue;
  if (typeof boolValue === "boolean") return boolValue;
  if (intValue !== undefined && intValue !== null) return integer(intValue);
  if (doubleValue !== undefined && doubleValue !== null) return double(doubleValue);
  if (arrayValue !== undefined && arrayValue !== null)
    return listOf(fieldsOf(arrayValue, "arrayValue"), "values").map((each) => anyValue(each, depth + 1));
  if (kvlistValue !== undefined && kvlistValue !== null)
    return Object.fromEntries(keyValues(listOf(fieldsOf(kvlistValue, "kvlistValue"), "values"), depth + 1));
  return typeof bytesValue === "string" ? bytesValue : null;
}

function integer(value: Json): Json {
  if (typeof value === "number" && Number.isInteger(value)) return toJsonNumber(value);
  if (typeof value === "string" && /^-?\d{1,20}$/.test(value)) return toJsonNumber(BigInt(value));
  throw new Malformed("The body has an intValue that is no whole number.");
}

function double(value: Json): Json {
  if (typeof value === "number") return toJsonNumber(value);
  if (typeof value === "string" && /^(?:NaN|-?Infinity|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(value))
    return toJsonNumber(Number(value));
  throw new Malformed("The body has a doubleValue that is no number.");
}

function digitsOf(fields: Fields, name: string): string {
  const value = fields[name] ?? "0";
  if (typeof value === "string" && /^\d{1,20}$/.test(value)) return nanoseconds(value, name);
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return String(value);
  throw new Malformed(`The body has a ${name} that is no time in nanoseconds.`);
}

/** OTLP has 64 bits for them: more of them would be another time. */
function nanoseconds(digits: string, name: string): string {
  const time = BigInt(digits);
  if (time >= 2n ** 64n) throw new Malformed(`The body has a ${name} of ${digits}, which is more than 64 bits.`);
  return time.toString();
}

function countOf(fields: Fields, name: string): number {
  const value = fields[name] ?? 0;
  if (typeof value === "number" && Number.isInteger(value)) return value;
  if (typeof value === "string" && /^\d{1,10}$/.test(value)) return Number(value);
  throw new Malformed(`The body has a ${name} that is no whole number.`);
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name] ?? "";
  if (typeof value !== "string") throw new Malformed(`The body has a ${name} that is no text.`);
  return value;
}

function listOf(fields: Fields, name: string): Json[] {
  const value = fields[name] ?? [];
  if (!Array.isArray(value)) throw new Malformed(`The body has ${name} that are no list.`);
  return value;
}

function fieldsOf(value: Json, what: string): Fields {
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new Malformed(`${what} is not a JSON object.`);
  return value;
}
