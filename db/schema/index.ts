export * from "./agent-revisions";
export * from "./agents";
export * from "./idempotency-keys";
export * from "./payloads";
export * from "./run-counts";
export * from "./runs";
export * from "./steps";
