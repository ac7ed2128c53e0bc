import type { AgentDefinition, AgentRevision } from "@/server/domain/agent-revision";
import type { Json } from "@/server/domain/json";
import { diffJson, type JsonChange } from "@/server/domain/json-diff";

type SourceChange = { file: string; what: "changed" | "added" | "removed" };
export type RevisionChanges = {
  /** Nothing where one of the two is from before definitions were kept. */
  definition?: JsonChange[];
  sources?: SourceChange[];
  schema: JsonChange[];
};

/** What is not the same in two revisions, as far as it was kept: of the code, which files. */
export function changesBetween(a: AgentRevision, b: AgentRevision): RevisionChanges {
  const schema = diffJson(a.inputSchema, b.inputSchema);
  if (!a.definition || !b.definition) return { schema };
  return {
    definition: diffJson(withoutSources(a.definition), withoutSources(b.definition)),
    sources: sourceChanges(a.definition.sources, b.definition.sources),
    schema,
  };
}

function withoutSources({ sources: _sources, ...rest }: AgentDefinition): Json {
  return rest;
}

function sourceChanges(a: Record<string, string>, b: Record<string, string>): SourceChange[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].toSorted().flatMap((file): SourceChange[] => {
    const [before, after] = [a[file], b[file]];
    if (before === after) return [];
    return [{ file, what: before === undefined ? "added" : after === undefined ? "removed" : "changed" }];
  });
}
