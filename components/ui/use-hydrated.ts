"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False in what the server drew, until the page answers: what was typed before that would be lost. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
