"use client";

import { useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { controlShape, Field } from "@/components/ui/field";
import { changeRunFilter } from "./change-run-filter";
import type { RunFilter } from "./run-filter";

const hour = 3_600_000;
const spans = [
  { word: "Last hour", ms: hour },
  { word: "24 hours", ms: 24 * hour },
  { word: "7 days", ms: 7 * 24 * hour },
  { word: "30 days", ms: 30 * 24 * hour },
];

/** As text in its field. What nobody has changed stays as it was, also what the field cannot say: a comma, parts of a second. */
type Draft = { from: string; to: string; min: string; max: string; tag: string; roomId: string; datasetRunId: string };

/** Time, duration, and where a run belongs. */
export function MoreRunFilters({ filter, onClose }: { filter: RunFilter; onClose: () => void }) {
  const before = draftOf(filter);
  const [draft, setDraft] = useState(before);
  const set = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));
  const text = (name: keyof Draft, type: string, more: object = {}) => (
    <input
      id={`filter-${name}`}
      type={type}
      value={draft[name]}
      onChange={(event) => set({ [name]: event.target.value })}
      className={`${controlShape} h-7`}
      {...more}
    />
  );
  const seconds = { min: 0, step: "any", inputMode: "decimal" as const, placeholder: "seconds" };
  return (
    <Dialog title="More filters" onClose={onClose}>
      <form
        className="@container flex flex-col gap-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          changeRunFilter((now) => withDraft(now, before, draft));
          onClose();
        }}
      >
        <Row id="from" label="Created from">
          {text("from", "datetime-local", { step: 1 })}
        </Row>
        <Row id="to" label="Created before">
          {text("to", "datetime-local", { step: 1 })}
        </Row>
        <div className="flex flex-wrap gap-2">
          {spans.map(({ word, ms }) => (
            <Button key={word} onClick={() => set({ from: localTime(Date.now() - ms), to: "" })}>
              {word}
            </Button>
          ))}
        </div>
        <Row id="min" label="Took at least">
          {text("min", "number", seconds)}
        </Row>
        <Row id="max" label="Took at most">
          {text("max", "number", seconds)}
        </Row>
        <Row id="tag" label="Tag" hint="Several, with commas: runs that have at least one of them.">
          {text("tag", "text")}
        </Row>
        <Row id="roomId" label="Room">
          {text("roomId", "text")}
        </Row>
        <Row id="datasetRunId" label="Dataset run">
          {text("datasetRunId", "text")}
        </Row>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit">
            Show these runs
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Row({ id, label, hint, children }: { id: string; label: string; hint?: string; children: ReactNode }) {
  return (
    <Field id={`filter-${id}`} label={label} hint={hint} faults={[]}>
      {children}
    </Field>
  );
}

function draftOf({ from, to, minMs, maxMs, tag, roomId, datasetRunId }: RunFilter): Draft {
  const asSeconds = (ms: number | undefined) => (ms === undefined ? "" : String(ms / 1000));
  return {
    from: from === undefined ? "" : localTime(from),
    to: to === undefined ? "" : localTime(to),
    min: asSeconds(minMs),
    max: asSeconds(maxMs),
    tag: tag.join(", "),
    roomId: roomId.join(", "),
    datasetRunId: datasetRunId.join(", "),
  };
}

function withDraft({ from, to, minMs, maxMs, ...now }: RunFilter, before: Draft, draft: Draft): RunFilter {
  const read = <Value,>(name: keyof Draft, old: Value, anew: (text: string) => Value): Value =>
    draft[name] === before[name] ? old : anew(draft[name]);
  const known = {
    from: read("from", from, momentOf),
    to: read("to", to, momentOf),
    minMs: read("min", minMs, msOf),
    maxMs: read("max", maxMs, msOf),
  };
  return {
    ...now,
    ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
    tag: read("tag", now.tag, partsOf),
    roomId: read("roomId", now.roomId, partsOf),
    datasetRunId: read("datasetRunId", now.datasetRunId, partsOf),
  };
}

const partsOf = (text: string): string[] =>
  [...new Set(text.split(",").map((part) => part.trim()))].filter((part) => part !== "");

function msOf(seconds: string): number | undefined {
  const ms = Math.round(Number(seconds) * 1000);
  return seconds === "" || !Number.isFinite(ms) || ms < 0 ? undefined : ms;
}

function momentOf(text: string): number | undefined {
  const at = text === "" ? Number.NaN : new Date(text).getTime();
  return Number.isNaN(at) || at < 0 ? undefined : at;
}

/** As the browser's own control writes it: the reader's zone, without its name. */
function localTime(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
