"use client";

import { useRef } from "react";
import { Button } from "@/components/ui/button";

type NewRunsPillProps = { waiting: number; most: number; onShow: () => void };

/** Newer runs wait here, over the table and not in it, so that no row moves under the cursor. */
export function NewRunsPill({ waiting, most, onShow }: NewRunsPillProps) {
  const place = useRef<HTMLDivElement>(null);
  const show = () => {
    onShow();
    // The button goes as it is pressed; what it brought is where one goes on.
    requestAnimationFrame(() => place.current?.parentElement?.querySelector<HTMLElement>("[data-row-link]")?.focus());
  };
  return (
    <div ref={place} role="status" className="pointer-events-none sticky top-13 z-10 flex h-0 justify-center">
      {waiting > 0 ? (
        <Button look="primary" className="pointer-events-auto mt-1 rounded-full shadow-pop" onClick={show}>
          {waiting}
          {waiting >= most ? "+" : ""} new {waiting === 1 ? "run" : "runs"}
        </Button>
      ) : null}
    </div>
  );
}
