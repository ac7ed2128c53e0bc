import { useMemo, type ReactNode } from "react";
import { KindSquare } from "@/components/runs/kind-look";
import { formatCount } from "@/server/domain/format";
import type { Step } from "@/server/domain/step";
import { rerunScope } from "./rerun-scope";

type RerunWordsProps = { step: Step; steps: ReadonlyMap<string, Step>; partial: boolean };

/** What is taken over and what runs again, in words. */
export function RerunWords({ step, steps, partial }: RerunWordsProps) {
  const { reused, again, around } = useMemo(() => rerunScope(steps, step), [steps, step]);
  const root = step.parentId === undefined;
  const about = partial ? "at least " : "";
  const more = again - 1;
  return (
    <dl className="flex flex-col gap-2.5">
      <Part mark={<span className="hatched size-2 shrink-0 rounded-[2px] border border-ink-3/70" />} word="Taken over">
        {root || reused === 0
          ? "Nothing: no step had ended before it."
          : `${capital(about)}${stepsIn(reused)} that had ended before it, with what ${reused === 1 ? "it" : "they"} gave. ${reused === 1 ? "It does" : "They do"} not run and cost nothing.`}
      </Part>
      <Part mark={<KindSquare kind={step.kind} />} word="Runs again">
        {root
          ? `The whole run: ${about}${stepsIn(again)}.`
          : `This step and what follows it${more > 0 ? `: ${about}${formatCount(more)} more ${more === 1 ? "step" : "steps"} in this run` : ""}.`}
        {around.length > 0 ? ` The code of ${around.join(" and ")} is gone through again to get there.` : null}
      </Part>
    </dl>
  );
}

function Part({ mark, word, children }: { mark: ReactNode; word: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[92px_minmax(0,1fr)] gap-3">
      <dt className="flex items-center gap-2 self-start font-medium">
        {mark}
        {word}
      </dt>
      <dd className="text-pretty text-ink-2 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function stepsIn(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "step" : "steps"}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
