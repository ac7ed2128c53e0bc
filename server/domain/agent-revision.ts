import type { JsonSchema } from "./agent";

/** What an agent's definition said of itself. `sources` are its files in the project, each with the hash of its content. */
export type AgentDefinition = {
  name: string;
  description?: string;
  resultType: string;
  timeoutMs?: number;
  /** Of its environment only the names: values may be secrets. */
  isolation?: { level: string; memoryMb?: number; env?: string[] };
  models?: string[];
  file: string;
  sources: Record<string, string>;
};

/** `definition` is not known of revisions from before it was kept. */
export type AgentRevision = { revision: string; firstSeenAt: number; inputSchema: JsonSchema; definition?: AgentDefinition };
