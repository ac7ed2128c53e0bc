"use client";

import { useEffect, useState } from "react";

const pauseMs = 250;

/** A value once it has stayed the same for a moment: typing asks the server once, not at every key. */
export function useSettled<Value>(value: Value): { settled: Value; pending: boolean } {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState({ value, text });
  useEffect(() => {
    if (settled.text === text) return;
    const timer = setTimeout(() => setSettled({ value, text }), pauseMs);
    return () => clearTimeout(timer);
  }, [settled.text, text, value]);
  return { settled: settled.value, pending: settled.text !== text };
}
