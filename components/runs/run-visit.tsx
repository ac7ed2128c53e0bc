"use client";

import { useEffect } from "react";
import { usePreference } from "@/components/shell/preferences";

/** Someone looks at a run: the first steps know of it. */
export function RunVisit() {
  const [looked, setLooked] = usePreference("looked");
  useEffect(() => {
    if (looked === "no") setLooked("yes");
  });
  return null;
}
