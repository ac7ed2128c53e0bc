import { gzipSync } from "node:zlib";
import protobuf from "protobufjs";
import type { HttpConsole } from "./http-console";

/** OTLP's own words for what is sent, as its .proto files have them: so the tests' encoder is not the product's decoder turned round. */
const proto = `syntax = "proto3";
message Request { repeated ResourceSpans resource_spans = 1; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; string schema_url = 3; }
message Resource { repeated KeyValue attributes = 1; uint32 dropped_attributes_count = 2; }
message ScopeSpans { Scope scope = 1; repeated Span spans = 2; string schema_url = 3; }
message Scope { string name = 1; string version = 2; repeated KeyValue attributes = 3; }
message KeyValue { string key = 1; AnyValue value = 2; }
message ArrayValue { repeated AnyValue values = 1; }
message KeyValueList { repeated KeyValue values = 1; }
message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4;
  ArrayValue array_value = 5; KeyValueList kvlist_value = 6; bytes bytes_value = 7; } }
message Status { string message = 2; int32 code = 3; }
message Event { fixed64 time_unix_nano = 1; string name = 2; repeated KeyValue attributes = 3; uint32 dropped_attributes_count = 4; }
message Link { bytes trace_id = 1; bytes span_id = 2; string trace_state = 3; repeated KeyValue attributes = 4; }
message Span { bytes trace_id = 1; bytes span_id = 2; string trace_state = 3; bytes parent_span_id = 4; string name = 5; int32 kind = 6;
  fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8; repeated KeyValue attributes = 9;
  uint32 dropped_attributes_count = 10; repeated Event events = 11; uint32 dropped_events_count = 12; repeated Link links = 13;
  uint32 dropped_links_count = 14; Status status = 15; fixed32 flags = 16; }
message RpcStatus { int32 code = 1; string message = 2; }
message Response { PartialSuccess partial_success = 1; }
message PartialSuccess { int64 rejected_spans = 1; string error_message = 2; }`;
const { root } = protobuf.parse(proto);
const requests = root.lookupType("Request");

export type SentSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind?: number;
  startTimeUnixNano: string;
  endTimeUnixNano?: string;
  attributes?: SentAttribute[];
  events?: { name: string; timeUnixNano: string; attributes?: SentAttribute[] }[];
  status?: { code: number; message?: string };
  flags?: number;
};
export type SentAttribute = { key: string; value: SentValue };
type SentValue =
  | { stringValue: string }
  | { boolValue: boolean }
  | { intValue: string | number }
  | { doubleValue: number }
  | { arrayValue: { values: SentValue[] } }
  | { kvlistValue: { values: SentAttribute[] } };

/** Plain values as OTLP's attributes. */
export function attributes(values: Record<string, unknown>): SentAttribute[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: valueOf(value) }));
}

function valueOf(value: unknown): SentValue {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "number") return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(valueOf) } };
  return { kvlistValue: { values: attributes(value as Record<string, unknown>) } };
}

export function requestOf(service: string | undefined, spans: SentSpan[]) {
  const resource = service === undefined ? {} : { resource: { attributes: attributes({ "service.name": service }) } };
  return { resourceSpans: [{ ...resource, scopeSpans: [{ scope: { name: "test", version: "1" }, spans }] }] };
}

/** Ids are hex in JSON, bytes in protobuf. */
function toProtobuf(request: unknown): Uint8Array {
  const inBytes = JSON.parse(JSON.stringify(request), (key, value: unknown) =>
    /^(?:trace|span|parentSpan)Id$/.test(key) && typeof value === "string" ? Buffer.from(value, "hex").toString("base64") : value,
  ) as object;
  return requests.encode(requests.fromObject(inBytes)).finish();
}

export const fromProtobuf = (name: "Response" | "RpcStatus", bytes: Uint8Array): unknown =>
  root.lookupType(name).toObject(root.lookupType(name).decode(bytes), { longs: String });

export type Encoding = "json" | "protobuf";
const types = { json: "application/json", protobuf: "application/x-protobuf" };

export const bodyOf = (request: unknown, encoding: Encoding): Uint8Array =>
  encoding === "json" ? Buffer.from(JSON.stringify(request)) : toProtobuf(request);

export async function sendBody(
  console: Pick<HttpConsole, "get">,
  body: Uint8Array,
  encoding: Encoding,
  { gzip = false, path = "/v1/traces", headers = {} }: { gzip?: boolean; path?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  return console.get(path, {
    method: "POST",
    headers: { "content-type": types[encoding], ...(gzip ? { "content-encoding": "gzip" } : {}), ...headers },
    body: Uint8Array.from(gzip ? gzipSync(body) : body),
  });
}

export async function send(console: Pick<HttpConsole, "get">, request: unknown, encoding: Encoding = "json"): Promise<void> {
  const answer = await sendBody(console, bodyOf(request, encoding), encoding);
  if (answer.status !== 200) throw new Error(`spans were not taken: ${answer.status} ${await answer.text()}`);
}
