"use client";

import { useState } from "react";
import type { FieldFault } from "@/components/input-form/draft-value";
import { findJsonFault } from "@/components/input-form/json-fault";
import { useInputForm } from "@/components/input-form/use-input-form";
import type { JsonSchema } from "@/server/domain/agent";
import type { ItemPart } from "@/server/domain/dataset";
import { findInexactNumber } from "@/server/domain/inexact-number";
import type { Json } from "@/server/domain/json";

type PartReading = { value?: Json; faults: FieldFault[] };

/** A part of an item while it is edited: there or not, and as a form where its schema allows. */
export function usePart(name: ItemPart, schema: JsonSchema | undefined, initial: Json | undefined) {
  const [present, setPresent] = useState(name === "input" || initial !== undefined);
  const input = useInputForm(schema ?? {}, initial, name);
  const read = (): PartReading => {
    if (!present) return { faults: [] };
    const { json, faults } = input.read();
    return faults.length > 0 ? { faults } : readJson(name, json);
  };
  // Against what the form made of it at first: a form fills defaults in, and that is not the person's change.
  const [start] = useState(() => JSON.stringify(read()));
  return { name, input, present, setPresent, read, changed: JSON.stringify(read()) !== start };
}

export type Part = ReturnType<typeof usePart>;

function readJson(name: ItemPart, text: string): PartReading {
  const fault = findJsonFault(text);
  if (fault) return { faults: [{ path: name, message: `is not JSON yet, see line ${fault.line}` }] };
  const inexact = findInexactNumber(text);
  if (inexact !== undefined)
    return { faults: [{ path: name, message: `holds a number that JSON cannot carry exactly: ${inexact}. Write it as text` }] };
  return { value: JSON.parse(text) as Json, faults: [] };
}
