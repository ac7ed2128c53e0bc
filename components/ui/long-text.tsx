"use client";

import { useState } from "react";

const shown = 600;

/** A text as it is, or its beginning with the rest on request: one long message must not push the page away. */
export function LongText({ text }: { text: string }) {
  const [whole, setWhole] = useState(false);
  if (whole || text.length <= shown * 1.2) return text;
  return (
    <>
      {text.slice(0, shown)}…{" "}
      <button
        type="button"
        className="rounded-sm min-h-6 text-xs text-ink underline underline-offset-2"
        onClick={() => setWhole(true)}
      >
        Show all {text.length.toLocaleString("en-US")} characters
      </button>
    </>
  );
}
