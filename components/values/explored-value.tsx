"use client";

import { useEffect, useState, type ReactNode } from "react";
import type { Json } from "@/server/domain/json";
import type { LargePart } from "./large-value";
import { ValueView } from "./value-view";

export type ExploredValueProps = {
  value: Json | undefined;
  label: string;
  absent: string;
  /** Which of a step's values it is: the first part of one too large to show is then read from there. */
  part?: LargePart | undefined;
  /** Words of a person or a model, likely with Markdown. */
  prose?: boolean;
  children?: ReactNode;
};

let loaded: React.ComponentType<ExploredValueProps & { value: Json }> | undefined;

/** A value one can search, fold and copy from. Its tools are loaded after the page; until then it is only shown. */
export function ExploredValue(props: ExploredValueProps) {
  const [Explorer, setExplorer] = useState(() => loaded);
  useEffect(() => {
    if (loaded) return;
    void import("./value-explorer").then((file) => {
      loaded = file.ValueExplorer;
      setExplorer(() => loaded);
    });
  }, []);
  const { value, label, absent } = props;
  if (!Explorer || value === undefined || value === "") return <ValueView value={value} label={label} absent={absent} />;
  return <Explorer {...props} value={value} />;
}
