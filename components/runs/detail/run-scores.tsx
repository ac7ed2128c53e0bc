"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { PlusIcon } from "@/components/ui/icons";
import type { RunSummary } from "@/server/domain/run";
import type { Score, ScoreSource } from "@/server/domain/score";
import { ScoreForm } from "./score-form";

const sources: Readonly<Record<ScoreSource, string>> = { code: "by code", judge: "by a model", human: "by a person" };

/** What scorers and people say of the run, and the form to say something oneself. */
export function RunScores({ run, ofStep = false }: { run: RunSummary; ofStep?: boolean }) {
  const [form, setForm] = useState<{ given?: Score }>();
  const [said, setSaid] = useState("");
  const scores = run.scores ?? [];
  return (
    <>
      {ofStep ? <p className="text-xs text-ink-2">Scores are of the whole run.</p> : null}
      {scores.length === 0 && !form ? <p className="py-4 text-center text-ink-3">No one has scored this run yet.</p> : null}
      {scores.length === 0 ? null : (
        <ul aria-label="Scores" className="flex flex-col gap-2">
          {scores.map((score) => (
            <li key={`${score.source} ${score.scorer}`} className="rounded-md border border-line px-3 py-2">
              <div className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-medium [overflow-wrap:anywhere]">{score.scorer}</span>
                <span className="text-xs text-ink-3">{sources[score.source]}</span>
                <span className="ml-auto font-mono">{score.value === null ? "—" : formatScore(score.value)}</span>
                <Verdict score={score} />
              </div>
              {score.reason === undefined ? null : (
                <p className="mt-0.5 whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]">{score.reason}</p>
              )}
              {score.source === "human" ? (
                <Button look="ghost" className="mt-1 -ml-2.5" onClick={() => setForm({ given: score })}>
                  Change
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {form ? (
        <ScoreForm
          key={form.given?.scorer ?? ""}
          runId={run.runId}
          given={form.given}
          names={[...new Set(scores.map(({ scorer }) => scorer))]}
          onDone={(score) => {
            setForm(undefined);
            if (score) setSaid(`${score.scorer} ${score.value === null ? "" : formatScore(score.value)} is saved.`);
          }}
        />
      ) : (
        <div>
          <Button onClick={() => setForm({})}>
            <PlusIcon width={13} height={13} className="-ml-0.5 shrink-0" /> Score this run
          </Button>
        </div>
      )}
      <p role="status" className="text-xs text-ink-2">
        {said}
      </p>
    </>
  );
}

function Verdict({ score: { label, pass, value } }: { score: Score }) {
  const passed = pass ?? (value === null ? undefined : value >= 0.5);
  const word = label ?? (passed === undefined ? "cannot tell" : passed ? "passed" : "did not pass");
  const color = passed === undefined ? "text-ink-2" : passed ? "text-ok" : "text-fail";
  return <span className={`text-xs ${color}`}>{word}</span>;
}

function formatScore(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
