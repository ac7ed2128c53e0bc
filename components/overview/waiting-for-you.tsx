"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { LazyQuestions } from "@/components/questions/lazy-questions";
import { runHref } from "@/components/runs/run-href";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import type { Question } from "@/server/runs/list-questions";

/** More than this many forms push everything else off the page. */
const mostShown = 5;

/** The questions of all runs that wait, to be answered here. Nothing, when nothing waits. */
export function WaitingForYou() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [all, setAll] = useState(false);
  // Who has answered is likely to be asked on.
  const [answering, setAnswering] = useState(false);
  const { data } = useQuery(
    trpc.runs.questions.queryOptions(
      {},
      { refetchInterval: ({ state }) => (answering || state.data?.questions.length ? 1_500 : 4_000) },
    ),
  );
  const questions = (data?.questions ?? []).toSorted((a, b) => a.askedAt - b.askedAt);
  const shown = all ? questions : questions.slice(0, mostShown);
  const settle = () => {
    setAnswering(true);
    void client.invalidateQueries(trpc.runs.questions.queryFilter());
    void client.invalidateQueries(trpc.overview.running.queryFilter());
  };
  return (
    <section aria-labelledby="waiting" className="px-4 not-has-[form,[role=alert]]:hidden md:px-5">
      <h2 id="waiting" className="pb-2 font-semibold">
        Waiting for you{" "}
        {questions.length > 0 ? <span className="ml-1 font-normal text-ink-2 tabular-nums">{questions.length}</span> : null}
      </h2>
      <div className="max-w-3xl">
        <LazyQuestions
          questions={shown}
          heading="h3"
          onSettled={settle}
          renderAsker={(question) => <Asker question={question} />}
        />
        {shown.length < questions.length ? (
          <Button className="mt-3" onClick={() => setAll(true)}>
            Show {questions.length - shown.length} more
          </Button>
        ) : null}
      </div>
    </section>
  );
}

function Asker({ question }: { question: Question }) {
  return (
    <>
      <Link
        href={`${runHref(question)}?step=${encodeURIComponent(question.stepId)}`}
        className="rounded-sm text-accent-ink underline decoration-accent-line underline-offset-2 hover:decoration-current"
      >
        {question.runName ?? question.agentId}
      </Link>{" "}
      asks at <span className="font-mono text-xs">{question.path}</span>
    </>
  );
}
