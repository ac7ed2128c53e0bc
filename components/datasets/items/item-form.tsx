"use client";

import { useEffect, useRef, useState, type FormEvent, type RefObject } from "react";
import type { FieldFault } from "@/components/input-form/draft-value";
import { Button } from "@/components/ui/button";
import { SubmitKbd } from "@/components/ui/submit-kbd";
import { ValueView } from "@/components/values/value-view";
import { useSubmitKey } from "@/components/ui/keys/use-submit-key";
import type { Dataset, Item, ItemPart } from "@/server/domain/dataset";
import { ItemConflict } from "./item-conflict";
import { PartEditor } from "./part-editor";
import { useItemSave } from "./use-item-save";
import { usePart } from "./use-part";

const words: Readonly<Record<ItemPart, { word: string; absent: string }>> = {
  input: { word: "Input", absent: "" },
  expected: { word: "Expected", absent: "No answer is expected: scorers that compare with one pass this item over." },
  metadata: { word: "Metadata", absent: "None. It is for you and for scorers; agents do not see it." },
};

type ItemFormProps = {
  dataset: Dataset;
  /** What is edited, or what a new one begins as. */
  item: Pick<Item, ItemPart> | undefined;
  /** Which item it is and as of when; none for a new one. */
  base: Item | undefined;
  large: readonly ItemPart[];
  /** Tells the drawer whether closing would lose something. */
  dirtyRef: RefObject<boolean>;
  onChanged: (version: number, words: string) => void;
  onClose: () => void;
};

export function ItemForm({ dataset, item, base, large, dirtyRef, onChanged, onClose }: ItemFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const parts = [
    usePart("input", dataset.inputSchema, item?.input),
    usePart("expected", dataset.expectedSchema, item?.expected),
    usePart("metadata", undefined, item?.metadata),
  ].filter(({ name }) => !large.includes(name));
  const changed = parts.some((part) => part.changed);
  const [ownFaults, setOwnFaults] = useState<readonly FieldFault[]>([]);
  const { save, busy, problem, conflict, deleted } = useItemSave({ dataset, base, onChanged, onClose });
  useEffect(() => {
    dirtyRef.current = changed && !busy;
    if (!changed) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [dirtyRef, changed, busy]);

  const submit = (event?: FormEvent, over?: number) => {
    event?.preventDefault();
    // With a conflict on the table it is decided there, with nothing changed there is nothing to save.
    if (busy || (over === undefined && (conflict !== undefined || (base !== undefined && !changed)))) return;
    const read = parts.map((part) => ({ part, ...part.read() }));
    const faults = read.flatMap((one) => one.faults);
    setOwnFaults(faults);
    if (faults.length > 0)
      return requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
    save(
      read.flatMap(({ part, value }) => (base === undefined || part.changed ? [{ name: part.name, value }] : [])),
      over,
    );
  };
  const onKeyDown = useSubmitKey();
  const faults = ownFaults.length > 0 ? ownFaults : busy ? [] : (problem?.errors ?? []);
  return (
    <form ref={form} onSubmit={submit} onKeyDown={onKeyDown} className="flex min-h-0 flex-1 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        {conflict && base ? (
          <ItemConflict
            base={base}
            conflict={conflict}
            onSaveOver={() => submit(undefined, conflict.item.version)}
            onTake={() => onChanged(conflict.latest, "")}
          />
        ) : null}
        {large.map((name) => (
          <section key={name} aria-label={words[name].word} className="border-b border-line px-4 py-3">
            <h3 className="mb-2 font-semibold">{words[name].word}</h3>
            <ValueView value={item?.[name]} label={words[name].word} absent="" />
          </section>
        ))}
        {parts.map((part) => (
          <PartEditor key={part.name} part={part} {...words[part.name]} faults={faults} />
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-3">
        <p role="alert" className="w-full text-xs text-fail [overflow-wrap:anywhere] empty:hidden">
          {problem && !busy && !conflict ? (problem.detail ?? problem.title) : null}
        </p>
        <p className="min-w-0 flex-1 text-xs text-ink-2">
          {base ? "Saving" : "Adding it"} makes version {dataset.version + 1}.
        </p>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          look="primary"
          disabled={busy || deleted || conflict !== undefined || (base !== undefined && !changed)}
          focusableWhenDisabled
        >
          {busy ? "Saving…" : base ? "Save" : "Add item"} <SubmitKbd />
        </Button>
      </div>
    </form>
  );
}
