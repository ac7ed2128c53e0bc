"use client";

import { useMemo, useState } from "react";
import type { JsonSchema } from "@/server/domain/agent";
import type { Json } from "@/server/domain/json";
import { toDraft, type Draft } from "./draft";
import { fitsForm, readDraft, rootPath, type FieldFault } from "./draft-value";
import { readFieldSpec } from "./field-spec";

export type InputMode = "form" | "json";

/** The input on its way, as a form or as text; going from one to the other loses nothing, or does not happen. */
export function useInputForm(schema: JsonSchema, initial: Json | undefined, root = rootPath) {
  const spec = useMemo(() => readFieldSpec(schema), [schema]);
  const formable = spec.type !== "json";
  const [mode, setMode] = useState<InputMode>(() =>
    formable && (initial === undefined || fitsForm(spec, initial)) ? "form" : "json",
  );
  const [draft, setDraft] = useState<Draft>(() => toDraft(spec, initial));
  const [text, setText] = useState(() => print(initial ?? readDraft(spec, toDraft(spec, undefined)).value));
  const [refusal, setRefusal] = useState<string>();

  const read = (): { json: string; faults: FieldFault[] } => {
    if (mode === "json") return { json: text, faults: [] };
    const { value, faults } = readDraft(spec, draft, root);
    return { json: JSON.stringify(value ?? null), faults };
  };
  const change = (next: InputMode) => {
    setRefusal(undefined);
    if (next === mode) return;
    if (next === "json") {
      setText(print(readDraft(spec, draft).value));
      return setMode("json");
    }
    const value = parse(text);
    if (value === undefined) return setRefusal("The form can show it once it is valid JSON.");
    if (!formable || !fitsForm(spec, value)) return setRefusal("The form cannot show all of this input, so it stays JSON.");
    setDraft(toDraft(spec, value));
    setMode("form");
  };
  return { root, spec, formable, mode, draft, text, refusal, setDraft, setText, setMode: change, read };
}

function print(value: Json | undefined): string {
  return JSON.stringify(value ?? {}, null, 2);
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
