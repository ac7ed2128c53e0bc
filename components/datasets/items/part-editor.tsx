"use client";

import { ModeSwitch } from "@/components/agents/mode-switch";
import type { FieldFault } from "@/components/input-form/draft-value";
import { InputFields } from "@/components/input-form/input-fields";
import { Button } from "@/components/ui/button";
import { PlusIcon } from "@/components/ui/icons";
import type { Part } from "./use-part";

type PartEditorProps = { part: Part; word: string; absent: string; faults: readonly FieldFault[] };

/** One part of an item: a form or JSON; those an item can do without are added and taken away. */
export function PartEditor({ part, word, absent, faults }: PartEditorProps) {
  const { name, input, present, setPresent } = part;
  const own = faults.filter(({ path }) => path === name || path.startsWith(`${name}.`));
  return (
    <section aria-label={word} className="border-b border-line px-4 py-3 last:border-b-0">
      <div className="mb-2 flex min-h-7 items-center gap-2">
        <h3 className="flex-1 font-semibold">{word}</h3>
        {present && input.formable ? <ModeSwitch mode={input.mode} onChange={input.setMode} /> : null}
        {name === "input" ? null : present ? (
          <Button look="ghost" onClick={() => setPresent(false)}>
            Leave out<span className="sr-only"> {word}</span>
          </Button>
        ) : (
          <Button onClick={() => setPresent(true)}>
            <PlusIcon className="-ml-0.5 shrink-0 text-ink-3" /> Add<span className="sr-only"> {word}</span>
          </Button>
        )}
      </div>
      {present ? (
        <div className="@container flex flex-col gap-3">
          <InputFields input={input} faults={own} label={word} small={name !== "input"} />
        </div>
      ) : (
        <p className="text-ink-3">{absent}</p>
      )}
    </section>
  );
}
