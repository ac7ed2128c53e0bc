import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { isChosen, type RunFilter } from "./run-filter";

/** None yet, or none that fit: two different things to do. */
export function NoRuns({ filter, within }: { filter: RunFilter; within: string | undefined }) {
  if (isChosen(filter) || filter.cursor !== undefined) {
    return (
      <EmptyState kind="filtered" title="No run fits the filter" action={<ButtonLink href="?">Clear the filter</ButtonLink>}>
        There may be others that do not fit it.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      kind="empty"
      title="No runs yet"
      action={
        <ButtonLink look="primary" href={within === undefined ? "/agents" : `/agents/${encodeURIComponent(within)}`}>
          {within === undefined ? "Choose an agent to run" : "Run this agent"}
        </ButtonLink>
      }
    >
      A run is one execution of an agent. Start one, and its steps appear here as they happen.
    </EmptyState>
  );
}
