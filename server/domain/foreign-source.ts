/** Where runs that were not made here come from. */
export type ForeignSource = "elizaos" | "otlp";
export const sourceNames: Record<ForeignSource, string> = { elizaos: "ElizaOS", otlp: "OpenTelemetry" };
