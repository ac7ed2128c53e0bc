"use client";

import { useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { CloseIcon } from "@/components/ui/icons";
import type { Question } from "@/server/runs/list-questions";
import { QuestionForm, type Settled } from "./question-form";

type QuestionsProps = {
  questions: readonly Question[];
  renderAsker: (question: Question) => ReactNode;
  heading: "h2" | "h3";
  onSettled: (question: Question) => void;
};

/** Open questions, longest waiting first, so that a new one never pushes away the form one types in. */
export function Questions({ questions, renderAsker, heading, onSettled }: QuestionsProps) {
  const [settled, setSettled] = useState<ReadonlyMap<string, Settled>>(new Map());
  const [said, setSaid] = useState<Settled>();
  const open = questions.filter((one) => !settled.has(keyOf(one))).toSorted((a, b) => a.askedAt - b.askedAt);
  return (
    <div className="flex flex-col gap-3 empty:hidden">
      {/* Always there, so that screen readers hear what comes into it. */}
      <p role="status" className="sr-only">
        {said?.taken ? "The answer was taken, and the run goes on." : null}
      </p>
      {said && !said.taken ? (
        <p role="alert" className="flex items-start gap-2 rounded-md border border-late-line bg-late-wash py-2 pr-1.5 pl-3">
          <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
            <strong className="font-semibold">Your answer was not taken.</strong> {said.why}
          </span>
          <Button look="ghost" square aria-label="Dismiss" className="-my-1" onClick={() => setSaid(undefined)}>
            <CloseIcon />
          </Button>
        </p>
      ) : null}
      {open.map((question) => (
        <QuestionForm
          key={keyOf(question)}
          question={question}
          about={renderAsker(question)}
          heading={heading}
          onSettled={(outcome) => {
            setSettled((known) => new Map(known).set(keyOf(question), outcome));
            setSaid(outcome);
            onSettled(question);
            requestAnimationFrame(keepFocus);
          }}
        />
      ))}
    </div>
  );
}

/** With its form goes the focus; without a place it would begin again at the top of the page. */
function keepFocus(): void {
  if (document.activeElement === document.body) document.getElementById("main")?.focus({ preventScroll: true });
}

/** The same step asks once: what is asked again in a loop is another step. */
function keyOf({ runId, stepId }: Question): string {
  return `${runId} ${stepId}`;
}
