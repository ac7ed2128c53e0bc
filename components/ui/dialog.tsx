"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import clsx from "clsx";
import type { KeyboardEvent, ReactNode, RefObject } from "react";
import { Button } from "./button";
import { CloseIcon } from "./icons";

type DialogProps = {
  title: ReactNode;
  about?: ReactNode;
  /** A long form: what was chosen in it is not lost by a click beside it. */
  wide?: boolean;
  /** What one came to fill in; else the keyboard begins at the cross. */
  initialFocus?: RefObject<HTMLElement | null>;
  onClose: () => void;
  children: ReactNode;
};

/** Open as long as it is there. Closes by Escape, by its cross, and, unless it is wide, by a click beside it. */
export function Dialog({ title, about, wide = false, initialFocus, onClose, children }: DialogProps) {
  return (
    <Base.Root open disablePointerDismissal={wide} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-40 grid grid-cols-[minmax(0,1fr)] place-items-center overflow-y-auto p-4">
          <Base.Popup
            {...(initialFocus ? { initialFocus } : {})}
            onKeyDown={submitFromBeside}
            className={clsx(
              "w-full rounded-lg border border-line-strong bg-raised shadow-pop transition duration-150 ease-out outline-none data-starting-style:translate-y-1 data-starting-style:opacity-0",
              wide ? "max-w-[600px]" : "max-w-lg",
            )}
          >
            <div className="flex items-start gap-3 border-b border-line py-3 pr-3 pl-4">
              <div className="min-w-0 flex-1">
                <Base.Title className="text-base font-semibold [overflow-wrap:anywhere]">{title}</Base.Title>
                {about === undefined ? null : <Base.Description render={<div />}>{about}</Base.Description>}
              </div>
              <Base.Close render={<Button look="ghost" square aria-label="Close" className="-mt-0.5" />}>
                <CloseIcon />
              </Base.Close>
            </div>
            {children}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** The keyboard begins at the cross, outside of the form: the key that sends it holds there too. */
function submitFromBeside(event: KeyboardEvent<HTMLDivElement>): void {
  if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
  if (event.target instanceof Element && event.target.closest("form")) return;
  const form = event.currentTarget.querySelector("form");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
}
