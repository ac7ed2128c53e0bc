// What both scripts share: where spans go is said by OpenTelemetry's own variables, here and in your program alike.
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

/** Sends spans to OTEL_EXPORTER_OTLP_ENDPOINT, as protobuf or, with OTEL_EXPORTER_OTLP_PROTOCOL=http/json, as JSON. */
export function startTracing(serviceName) {
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT ??= "http://127.0.0.1:4700";
  const isJson = process.env.OTEL_EXPORTER_OTLP_PROTOCOL === "http/json";
  const exporter = isJson ? new JsonExporter() : new ProtobufExporter();
  const resource = defaultResource()
    .merge(resourceFromAttributes({ "service.name": serviceName }))
    .merge(detectResources({ detectors: [envDetector] }));
  const provider = new NodeTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter)] });
  provider.register();
  return provider;
}

/** Sends what is left, and says under which id it is found. */
export async function finishTracing(provider, traceId) {
  try {
    await provider.shutdown();
    console.log(`run ${traceId}`);
  } catch (cause) {
    console.error(
      `The spans could not be sent to ${process.env.OTEL_EXPORTER_OTLP_ENDPOINT}: ${cause.message}. Is the console running there?`,
    );
    process.exitCode = 1;
  }
}
