"use client";

import { FieldChanges } from "@/components/datasets/field-changes";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { AgentRevision } from "@/server/domain/agent-revision";
import type { TrendFigures } from "@/server/domain/trends";
import { changeAgentAddress } from "../agent-address";
import { FigureComparison } from "./figure-comparison";
import { changesBetween, type RevisionChanges } from "./revision-changes";
import { RevisionSelect } from "./revision-select";

type RevisionComparisonProps = {
  revisions: readonly AgentRevision[];
  figures: Readonly<Record<string, TrendFigures>>;
  a: string;
  b: string;
};

/** Two revisions side by side: how they did, and what is not the same in them. */
export function RevisionComparison({ revisions, figures, a, b }: RevisionComparisonProps) {
  const [before, after] = [a, b].map((id) => revisions.find(({ revision }) => revision === id));
  const close = (
    <Button look="ghost" onClick={() => changeAgentAddress({ compare: undefined, tab: "revisions" })}>
      Close
    </Button>
  );
  if (!before || !after)
    return (
      <div className="border-b border-line">
        <EmptyState kind="not-found" title="There is no such revision" action={close}>
          {before ? b : a} is not among the revisions listed below.
        </EmptyState>
      </div>
    );
  return (
    <section aria-label="What changed" className="flex flex-col gap-4 border-b border-line px-4 py-4 md:px-5">
      <div className="flex flex-wrap items-center gap-2">
        <RevisionSelect
          label="Before"
          revisions={revisions}
          value={a}
          onChange={(next) => changeAgentAddress({ compare: { a: next, b } })}
        />
        <RevisionSelect
          label="After"
          revisions={revisions}
          value={b}
          onChange={(next) => changeAgentAddress({ compare: { a, b: next } })}
        />
        <Button onClick={() => changeAgentAddress({ compare: { a: b, b: a } })}>Swap</Button>
        <span className="ml-auto">{close}</span>
      </div>
      <div className="grid items-start gap-x-8 gap-y-4 lg:grid-cols-2">
        <FigureComparison before={figures[a]} after={figures[b]} />
        <Changes changes={changesBetween(before, after)} />
      </div>
    </section>
  );
}

function Changes({ changes: { definition, sources, schema } }: { changes: RevisionChanges }) {
  const nothing = schema.length === 0 && (definition ?? []).length === 0 && (sources ?? []).length === 0;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {sources === undefined || sources.length === 0 ? null : (
        <div>
          <h3 className="pb-1.5 text-xs text-ink-2">Files</h3>
          <ul className="flex flex-col gap-0.5">
            {sources.map(({ file, what }) => (
              <li key={file} className="flex gap-3">
                <span className="font-mono text-xs leading-5 [overflow-wrap:anywhere]">{file}</span>
                <span className="text-ink-2">{what}</span>
              </li>
            ))}
          </ul>
          <p className="pt-1 text-xs text-ink-3">Their content is not kept; your version control has it.</p>
        </div>
      )}
      <Part title="Definition" changes={definition} />
      <Part title="Input schema" changes={schema} />
      {definition === undefined ? (
        <p className="text-ink-2">
          One of the two is from before files and definitions were noted: only its input schema is known.
        </p>
      ) : null}
      {nothing && definition !== undefined ? <p className="text-ink-2">Nothing that was noted differs.</p> : null}
    </div>
  );
}

function Part({ title, changes }: { title: string; changes: RevisionChanges["definition"] }) {
  if (changes === undefined || changes.length === 0) return null;
  return (
    <div>
      <h3 className="pb-1.5 text-xs text-ink-2">{title}</h3>
      <FieldChanges changes={changes} label={title} />
    </div>
  );
}
