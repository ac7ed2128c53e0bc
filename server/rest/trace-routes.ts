import { z } from "zod";
import { AppError } from "@/server/errors";
import { receiveTraces } from "@/server/ingest/otlp/receive-traces";
import type { TraceBody } from "@/server/ingest/otlp/read-batch";
import { fault, receipt } from "./trace-answers";
import { route } from "./route";

const encodings: Record<string, TraceBody["encoding"]> = { "application/x-protobuf": "protobuf", "application/json": "json" };
const compressions = ["identity", "gzip", "deflate", "br"] as const;

/** OTLP over HTTP: at the path its exporters append to an endpoint, and at one among the API's own. */
const addresses = [
  ["/v1/traces", "sendTraces"],
  ["/api/otlp/v1/traces", "sendTracesToApi"],
] as const;

export const traceRoutes = addresses.map(([path, name]) =>
  route({
    method: "POST",
    path,
    name,
    summary: "Take spans of OpenTelemetry (OTLP, protobuf or JSON)",
    files: Object.keys(encodings),
    described: z.looseObject({ resourceSpans: z.array(z.unknown()) }),
    answers: { 200: null },
    refuses: [413, 415, 503],
    produces: "*/*",
    handle: async ({ ctx, request }) => {
      const { encoding, compression } = kindOf(request);
      try {
        return receipt(await receiveTraces({ ctx, input: { body: request.body, encoding, compression } }), encoding);
      } catch (cause) {
        if (cause instanceof AppError) return fault(cause, encoding);
        throw cause;
      }
    },
  }),
);

function kindOf({ headers }: Request): Pick<TraceBody, "encoding" | "compression"> {
  const type = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  const encoding = Object.hasOwn(encodings, type) ? encodings[type] : undefined;
  if (!encoding) throw new AppError("unsupported-media-type", "Send spans as application/x-protobuf or application/json.");
  const coding = headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  const compression = compressions.find((each) => each === coding);
  if (!compression)
    throw new AppError("unsupported-media-type", `Send the body as it is or as gzip, not as ${coding.slice(0, 40)}.`);
  return { encoding, compression };
}
