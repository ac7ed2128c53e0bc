"use client";

import { useEffect, useRef } from "react";
import { bindKeys, type KeyDeed } from "./key-registry";

/** Keys that hold while what calls this is there. */
export function useKeys(deeds: readonly KeyDeed[]): void {
  const latest = useRef(deeds);
  useEffect(() => {
    latest.current = deeds;
  });
  // What they do may change with each drawing; which there are, and what they are called, changes seldom.
  const names = JSON.stringify(deeds.map(({ keys, word, group }) => [keys, word, group]));
  useEffect(() => {
    const named = JSON.parse(names) as [string, string, string][];
    return bindKeys(named.map(([keys, word, group], at) => ({ keys, word, group, act: () => latest.current[at]?.act() })));
  }, [names]);
}
