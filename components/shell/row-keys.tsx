"use client";

import { useEffect } from "react";
import { isTyping } from "@/components/ui/is-typing";

/** j or k, pressed while nothing has the focus, goes to the page's first table; there they walk its rows. */
export function RowKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.key !== "j" && event.key !== "k") || event.metaKey || event.ctrlKey || event.altKey) return;
      if (isTyping(event.target) || document.activeElement?.matches("body, main") !== true) return;
      const place = document.querySelector<HTMLElement>("main [role=grid], main [data-row-link]");
      if (!place) return;
      event.preventDefault();
      place.focus();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return null;
}
