"use client";

import { useEffect, useState } from "react";
import type { Json } from "@/server/domain/json";
import type { ExploredValueProps } from "./explored-value-props";
import { ValueView } from "./value-view";

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
