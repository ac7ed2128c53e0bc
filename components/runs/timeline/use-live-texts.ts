"use client";

import { useCallback, useState } from "react";
import { joinText, type LiveText } from "@/server/domain/live-text";
import type { Step } from "@/server/domain/step";

type StepText = LiveText & { stepId: string };

/** The texts that are just coming, by step. One whose step has ended is recorded, and forgotten here. */
export function useLiveTexts() {
  const [texts, setTexts] = useState<ReadonlyMap<string, LiveText>>(() => new Map());
  const takeTexts = useCallback((more: readonly StepText[], steps: readonly Step[]) => {
    setTexts((known) => {
      const ended = steps.filter((step) => step.endedAt !== undefined && known.has(step.id));
      if (more.length === 0 && ended.length === 0) return known;
      const next = new Map(known);
      for (const { stepId, ...text } of more) next.set(stepId, joinText(next.get(stepId), text));
      for (const { id } of ended) next.delete(id);
      return next;
    });
  }, []);
  return [texts, takeTexts] as const;
}
