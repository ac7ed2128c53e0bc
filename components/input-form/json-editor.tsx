"use client";

import clsx from "clsx";
import { useRef } from "react";
import { controlShape, noted } from "@/components/ui/field";
import type { FieldFault } from "./draft-value";
import { findJsonFault } from "./json-fault";

type JsonEditorProps = {
  id: string;
  label?: string;
  /** A value among others, not the page's one task. */
  small?: boolean;
  text: string;
  faults: readonly FieldFault[];
  onChange: (text: string) => void;
};

/** A whole value as text. Says where it stops being JSON, and takes one there. */
export function JsonEditor({ id, label = "Input as JSON", small = false, text, faults, onChange }: JsonEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const fault = text.trim() === "" ? undefined : findJsonFault(text);
  const goThere = () => {
    if (!fault || !area.current) return;
    area.current.focus();
    area.current.setSelectionRange(fault.index, Math.min(text.length, fault.index + 1));
  };
  const said = fault ? ["syntax"] : faults.map(({ message }) => message);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <textarea
        {...noted(id, undefined, said)}
        ref={area}
        value={text}
        spellCheck={false}
        rows={small ? 4 : 12}
        onChange={(event) => onChange(event.target.value)}
        className={clsx(
          controlShape,
          "block field-sizing-content resize-y py-2 font-mono text-xs leading-5",
          small ? "max-h-[36dvh] min-h-22" : "max-h-[60dvh] min-h-52",
        )}
      />
      <div id={`${id}-fault`} aria-live="polite" className="text-xs text-fail">
        {fault ? (
          <button type="button" onClick={goThere} className="rounded-sm text-left hover:underline">
            Line {fault.line}, column {fault.column}: {fault.message}
          </button>
        ) : (
          <ul>
            {faults.map((one, index) => (
              <li key={index} className="[overflow-wrap:anywhere]">
                <span className="font-mono">{one.path}</span> {one.message}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
