import type { Json } from "./json";

export type JsonSchema = { [key: string]: Json };

export type Agent = {
  id: string;
  name: string;
  description?: string;
  kind: "code" | "imported";
  revision: string;
  inputSchema: JsonSchema;
  resultType: "json" | "document";
  runnable: boolean;
  problem?: string;
};

/** What runs made elsewhere say for a revision: which code made them is not known here. */
export const importedRevision = "imported";

/** A file of the project that does not load: the others go on, and this one is named. */
export type ProjectProblem = { file: string; error: string };
