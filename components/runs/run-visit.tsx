"use client";

import { useEffect } from "react";
import { usePreference } from "@/components/shell/preferences";
import { treeKeys } from "@/components/ui/keys/known-keys";
import { useKeyNotes } from "@/components/ui/keys/use-key-notes";

/** Someone looks at a run: its keys are listed, and the first steps know of it. */
export function RunVisit() {
  const [looked, setLooked] = usePreference("looked");
  useKeyNotes(treeKeys);
  useEffect(() => {
    if (looked === "no") setLooked("yes");
  });
  return null;
}
