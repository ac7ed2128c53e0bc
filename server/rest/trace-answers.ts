import protobuf from "protobufjs/minimal.js";
import type { AppError } from "@/server/errors";
import type { TraceBody } from "@/server/ingest/otlp/read-batch";
import type { Receipt } from "@/server/ingest/otlp/trace-intake";
import { toProblemResponse } from "./handle-request";

type Encoding = TraceBody["encoding"];

const always = { "cache-control": "no-store" };
/** Of gRPC, as OTLP wants them in a Status. */
const codes: Partial<Record<AppError["kind"], number>> = { "bad-input": 3, "too-large": 8, overloaded: 14 };
const unknown = 2;

/** An ExportTraceServiceResponse, in the encoding of the request. It names a partial success only where something was left out. */
export function receipt({ taken, rejected, fault: why }: Receipt, encoding: Encoding): Response {
  const message =
    rejected === 0 ? undefined : `${rejected} of ${taken + rejected} spans were left out: ${why ?? "they are not valid"}.`;
  if (encoding === "json") {
    const body = message === undefined ? {} : { partialSuccess: { rejectedSpans: String(rejected), errorMessage: message } };
    return Response.json(body, { headers: always });
  }
  const writer = protobuf.Writer.create();
  if (message !== undefined) writer.uint32(10).fork().uint32(8).uint32(rejected).uint32(18).string(message).ldelim();
  return inProtobuf(writer, 200);
}

/** A fault: as a google.rpc.Status, and in JSON as that and the API's own problem in one object. */
export function fault(error: AppError, encoding: Encoding): Response {
  const retry: Record<string, string> = error.kind === "overloaded" ? { "retry-after": "1" } : {};
  const code = codes[error.kind] ?? unknown;
  if (encoding === "json") return toProblemResponse({ ...error.toProblem(), code, message: error.message }, retry);
  return inProtobuf(protobuf.Writer.create().uint32(8).int32(code).uint32(18).string(error.message), error.status, retry);
}

function inProtobuf(writer: protobuf.Writer, status: number, headers: Record<string, string> = {}): Response {
  const body = Uint8Array.from(writer.finish());
  return new Response(body, { status, headers: { ...always, ...headers, "content-type": "application/x-protobuf" } });
}
