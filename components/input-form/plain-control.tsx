"use client";

import clsx from "clsx";
import { Checkbox } from "@/components/ui/checkbox";
import { controlShape, noted } from "@/components/ui/field";
import { ChevronDownIcon } from "@/components/ui/icons";
import type { Draft } from "./draft";
import type { FieldSpec } from "./field-spec";

type PlainControlProps = {
  id: string;
  spec: FieldSpec;
  required: boolean;
  draft: Draft;
  faults: readonly string[];
  bare: boolean;
  onChange: (draft: Draft) => void;
};

/** Native controls: they bring the keyboard, the phone's own pickers and autofill along. */
export function PlainControl({ id, spec, required, draft, faults, bare, onChange }: PlainControlProps) {
  const about = { ...noted(id, spec.description, faults), disabled: draft === null };
  const text = typeof draft === "string" ? draft : "";
  if (spec.type === "choice") {
    return (
      <Choice
        about={about}
        value={text}
        onChange={onChange}
        required={required}
        options={spec.options.map((option) => wordOf(option))}
      />
    );
  }
  if (spec.type === "boolean") {
    if (!required) {
      const value = draft === true ? "0" : draft === false ? "1" : "";
      const change = (next: Draft) => onChange(next === undefined ? undefined : next === "0");
      return <Choice about={about} value={value} onChange={change} required={false} options={["true", "false"]} />;
    }
    return (
      <span className="flex h-7 items-center">
        <Checkbox {...about} checked={draft === true} onChange={(event) => onChange(event.target.checked)} />
      </span>
    );
  }
  if (spec.type === "json" || (spec.type === "text" && spec.multiline)) {
    const json = spec.type === "json";
    return (
      <textarea
        {...about}
        value={text}
        rows={bare ? 1 : json ? 3 : 2}
        spellCheck={!json}
        placeholder={json ? "JSON" : undefined}
        onChange={(event) => onChange(event.target.value)}
        className={clsx(
          controlShape,
          "block field-sizing-content max-h-80 min-h-13 resize-y py-1",
          bare ? "min-h-7" : "min-h-13",
          json && "font-mono text-xs leading-5",
        )}
      />
    );
  }
  return (
    <input
      {...about}
      // Numbers are typed as text: a number field would drop what it cannot read, and we keep it and say why.
      type={spec.type === "text" ? inputType(spec.format) : "text"}
      inputMode={spec.type === "number" ? (spec.integer ? "numeric" : "decimal") : undefined}
      autoComplete="off"
      value={text}
      onChange={(event) => onChange(event.target.value)}
      className={clsx(controlShape, "h-7", spec.type === "number" && "max-w-48")}
    />
  );
}

type ChoiceProps = {
  about: object;
  value: string;
  required: boolean;
  options: readonly string[];
  onChange: (draft: Draft) => void;
};

function Choice({ about, value, required, options, onChange }: ChoiceProps) {
  return (
    <span className="relative block max-w-80">
      <select
        {...about}
        value={value}
        onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)}
        className={clsx(controlShape, "h-7 appearance-none truncate pr-7")}
      >
        {required && value !== "" ? null : <option value="">{required ? "Choose…" : "Not set"}</option>}
        {options.map((word, index) => (
          <option key={index} value={String(index)}>
            {word}
          </option>
        ))}
      </select>
      <ChevronDownIcon width={12} height={12} className="pointer-events-none absolute top-2 right-2.5 text-ink-3" />
    </span>
  );
}

function wordOf(option: unknown): string {
  return typeof option === "string" ? option : JSON.stringify(option);
}

function inputType(format: string | undefined): "email" | "url" | "text" {
  return format === "email" ? "email" : format === "uri" ? "url" : "text";
}
