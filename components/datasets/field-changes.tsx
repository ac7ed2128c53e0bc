import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Json } from "@/server/domain/json";
import type { JsonChange } from "@/server/domain/json-diff";

const firstShown = 12;
const mostText = 2_000;

/** Fields before and after. Words and signs say which is which; colour only helps. */
export function FieldChanges({ changes, label }: { changes: readonly JsonChange[]; label: string }) {
  const [all, setAll] = useState(false);
  const shown = all ? changes : changes.slice(0, firstShown);
  return (
    <div className="flex flex-col items-start gap-2">
      <dl aria-label={label} className="flex w-full flex-col gap-1.5">
        {shown.map(({ path, before, after }) => (
          <div key={path.join("\0")} className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[minmax(0,180px)_minmax(0,1fr)]">
            <dt className="truncate pt-px font-mono text-xs text-ink-2" title={path.join(".")}>
              {path.join(".")}
            </dt>
            <dd className="flex min-w-0 flex-col gap-0.5 font-mono text-xs leading-5">
              {before === undefined ? null : <Value sign="−" word="before" value={before} look="bg-fail-wash text-fail" />}
              {after === undefined ? null : <Value sign="+" word="after" value={after} look="bg-ok-wash text-ok" />}
            </dd>
          </div>
        ))}
      </dl>
      {shown.length < changes.length ? <Button onClick={() => setAll(true)}>Show all {changes.length} fields</Button> : null}
    </div>
  );
}

function Value({ sign, word, value, look }: { sign: string; word: string; value: Json; look: string }) {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return (
    <span className={`flex gap-2 rounded-sm px-1.5 ${look}`}>
      <span aria-hidden="true">{sign}</span>
      <span className="sr-only">{word}: </span>
      <span className="min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {text === "" ? "(an empty text)" : text.length > mostText ? `${text.slice(0, mostText)}…` : text}
      </span>
    </span>
  );
}
