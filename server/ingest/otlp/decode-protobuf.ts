import protobuf from "protobufjs/minimal.js";
import type { Json } from "@/server/domain/json";
import { toJsonNumber } from "./exact-number";
import {
  Malformed,
  mostNesting,
  type Attributes,
  type Source,
  type SourcedSpans,
  type Span,
  type SpanEvent,
  type SpanLink,
} from "./span";

type Reader = protobuf.Reader;
type Field = (reader: Reader, wire: number) => void;

/**
 * Reads an ExportTraceServiceRequest from its wire format in one pass, into what is kept of it. Decoded by reflection first,
 * each span would be built twice, and its 64-bit numbers pass through objects of their own.
 */
export function decodeProtobuf(bytes: Uint8Array): SourcedSpans[] {
  const groups: SourcedSpans[] = [];
  try {
    message(protobuf.Reader.create(bytes), { 1: nested((reader) => resourceSpans(reader, groups)) });
  } catch (cause) {
    if (cause instanceof Malformed) throw cause;
    throw new Malformed(`The body is not protobuf of an ExportTraceServiceRequest: ${String(cause).slice(0, 200)}.`, { cause });
  }
  return groups;
}

/** One message: each field goes to who knows it, by its number; others are passed over, as a newer sender's. */
function message(reader: Reader, fields: Record<number, Field>): void {
  while (reader.pos < reader.len) {
    const tag = reader.tag();
    const field = fields[tag >>> 3];
    if (field) field(reader, tag & 7);
    else reader.skipType(tag & 7, 0, tag >>> 3);
  }
}

function expect(wire: number, wanted: number): void {
  if (wire !== wanted) throw new Malformed("The body is not protobuf of an ExportTraceServiceRequest: a field has another type.");
}

const nested =
  (read: (reader: Reader) => void): Field =>
  (reader, wire) => {
    expect(wire, 2);
    read(protobuf.Reader.create(reader.bytes()));
  };
const text =
  (take: (text: string) => void): Field =>
  (reader, wire) => {
    expect(wire, 2);
    take(utf8(reader.bytes()));
  };
const hex =
  (take: (hex: string) => void): Field =>
  (reader, wire) => {
    expect(wire, 2);
    take(Buffer.from(reader.bytes()).toString("hex"));
  };
const whole =
  (take: (number: number) => void): Field =>
  (reader, wire) => {
    expect(wire, 0);
    take(reader.uint32());
  };
const fixed64 =
  (take: (digits: string) => void): Field =>
  (reader, wire) => {
    expect(wire, 1);
    const low = BigInt(reader.fixed32());
    take(((BigInt(reader.fixed32()) << 32n) | low).toString());
  };

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function utf8(bytes: Uint8Array): string {
  const read = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  // The quick way writes U+FFFD for what is no UTF-8; whether that was in the text is for the strict one to say.
  if (!read.includes("\uFFFD")) return read;
  try {
    return strict.decode(bytes);
  } catch (cause) {
    throw new Malformed("The body has a text that is not UTF-8.", { cause });
  }
}

function resourceSpans(reader: Reader, groups: SourcedSpans[]): void {
  const resource: Attributes = [];
  message(reader, {
    1: nested((inner) => message(inner, { 1: keyValue(resource) })),
    2: nested((inner) => groups.push(scopeSpans(inner, resource))),
  });
}

function scopeSpans(reader: Reader, resource: Attributes): SourcedSpans {
  const scope: Source["scope"] = { name: "", version: "", attributes: [] };
  const spans: Span[] = [];
  message(reader, {
    1: nested((inner) =>
      message(inner, {
        1: text((name) => (scope.name = name)),
        2: text((version) => (scope.version = version)),
        3: keyValue(scope.attributes),
      }),
    ),
    2: nested((inner) => spans.push(readSpan(inner))),
  });
  // The resource may stand behind the spans: it is the same list, filled by then.
  return { source: { resource, scope }, spans };
}

function readSpan(reader: Reader): Span {
  const span: Span = {
    traceId: "",
    spanId: "",
    parentId: "",
    name: "",
    kind: 0,
    start: "0",
    end: "0",
    flags: 0,
    traceState: "",
    status: { code: 0, message: "" },
    attributes: [],
    events: [],
    links: [],
    dropped: [0, 0, 0],
  };
  message(reader, {
    1: hex((id) => (span.traceId = id)),
    2: hex((id) => (span.spanId = id)),
    3: text((state) => (span.traceState = state)),
    4: hex((id) => (span.parentId = id)),
    5: text((name) => (span.name = name)),
    6: whole((kind) => (span.kind = kind)),
    7: fixed64((time) => (span.start = time)),
    8: fixed64((time) => (span.end = time)),
    9: keyValue(span.attributes),
    10: whole((count) => (span.dropped[0] = count)),
    11: nested((inner) => span.events.push(readEvent(inner))),
    12: whole((count) => (span.dropped[1] = count)),
    13: nested((inner) => span.links.push(readLink(inner))),
    14: whole((count) => (span.dropped[2] = count)),
    15: nested((inner) =>
      message(inner, { 2: text((words) => (span.status.message = words)), 3: whole((code) => (span.status.code = code)) }),
    ),
    16: (inner, wire) => {
      expect(wire, 5);
      span.flags = inner.fixed32();
    },
  });
  return span;
}

function readEvent(reader: Reader): SpanEvent {
  const event: SpanEvent = { name: "", time: "0", attributes: [] };
  message(reader, {
    1: fixed64((time) => (event.time = time)),
    2: text((name) => (event.name = name)),
    3: keyValue(event.attributes),
  });
  return event;
}

function readLink(reader: Reader): SpanLink {
  const link: SpanLink = { traceId: "", spanId: "", attributes: [] };
  message(reader, {
    1: hex((id) => (link.traceId = id)),
    2: hex((id) => (link.spanId = id)),
    4: keyValue(link.attributes),
  });
  return link;
}

function keyValue(into: Attributes, depth = 0): Field {
  return nested((reader) => {
    let name = "";
    let value: Json = null;
    message(reader, {
      1: text((key) => (name = key)),
      2: nested((inner) => (value = anyValue(inner, depth + 1))),
    });
    into.push([name, value]);
  });
}

function anyValue(reader: Reader, depth: number): Json {
  if (depth > mostNesting) throw new Malformed(`The body has a value nested more than ${mostNesting} deep.`);
  let value: Json = null;
  message(reader, {
    1: text((words) => (value = words)),
    2: whole((flag) => (value = flag !== 0)),
    3: (inner, wire) => {
      expect(wire, 0);
      value = toJsonNumber(varint64(inner));
    },
    4: (inner, wire) => {
      expect(wire, 1);
      value = toJsonNumber(inner.double());
    },
    5: nested((inner) => {
      const list: Json[] = [];
      message(inner, { 1: nested((each) => list.push(anyValue(each, depth + 1))) });
      value = list;
    }),
    6: nested((inner) => {
      const pairs: Attributes = [];
      message(inner, { 1: keyValue(pairs, depth + 1) });
      // Unlike an assignment it takes `__proto__` for a name like any other.
      value = Object.fromEntries(pairs);
    }),
    7: (inner, wire) => {
      expect(wire, 2);
      value = Buffer.from(inner.bytes()).toString("base64");
    },
  });
  return value;
}

/** The library's own loses what is above 2^53, or wants a package for it. */
function varint64(reader: Reader): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = reader.buf[reader.pos++];
    if (byte === undefined || reader.pos > reader.len) throw new Malformed("The body breaks off within a number.");
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return BigInt.asIntN(64, value);
  }
  throw new Malformed("The body has a number of more than 64 bits.");
}
