"use client";

import { Button } from "@/components/ui/button";

type NewRunsPillProps = { waiting: number; most: number; onShow: () => void };

/** Newer runs wait here, over the table and not in it, so that no row moves under the cursor. */
export function NewRunsPill({ waiting, most, onShow }: NewRunsPillProps) {
  return (
    <div role="status" className="pointer-events-none sticky top-13 z-10 flex h-0 justify-center">
      {waiting > 0 ? (
        <Button look="primary" className="pointer-events-auto mt-1 rounded-full shadow-pop" onClick={onShow}>
          {waiting}
          {waiting >= most ? "+" : ""} new {waiting === 1 ? "run" : "runs"}
        </Button>
      ) : null}
    </div>
  );
}
