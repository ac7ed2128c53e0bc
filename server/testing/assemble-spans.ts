import { assembleRun } from "@/server/ingest/otlp/assemble-run";
import { sketchSpan, type SourcedSpan } from "@/server/ingest/otlp/sketch-span";

/** The run that such spans make, without a database. */
export function assembleSpans(traceId: string, known: readonly SourcedSpan[]) {
  const byId = new Map(known.map((each) => [each.span.spanId, each]));
  return assembleRun(traceId, known.map(sketchSpan), { prices: {}, read: (id) => Promise.resolve(byId.get(id)) });
}
