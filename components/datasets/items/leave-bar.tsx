"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";

/** Before what was typed is dropped. The keyboard comes here, to the answer that loses nothing. */
export function LeaveBar({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const stay = useRef<HTMLButtonElement>(null);
  useEffect(() => stay.current?.focus(), []);
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 border-t border-late-line bg-late-wash px-4 py-3">
      <p className="min-w-0 flex-1">Drop what you changed?</p>
      <Button ref={stay} onClick={onStay}>
        Keep editing
      </Button>
      <Button look="danger" onClick={onLeave}>
        Drop it
      </Button>
    </div>
  );
}
