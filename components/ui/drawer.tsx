"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { useRef, type ReactNode, type RefObject } from "react";
import { Button } from "./button";
import { CloseIcon } from "./icons";

type DrawerProps = {
  title: ReactNode;
  about?: ReactNode;
  /** Beside the cross. */
  actions?: ReactNode;
  onClose: () => void;
  /** Where the keyboard goes when it closes: what it was opened from may not be there any more. */
  finalFocus?: RefObject<HTMLElement | null>;
  children: ReactNode;
};

/** A dialog at the right edge, as high as the window. Open as long as it is there. */
export function Drawer({ title, about, actions, onClose, finalFocus, children }: DrawerProps) {
  // The drawer itself, so that its title is read out first, and no button is pressed by the key that opened it.
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-starting-style:opacity-0" />
        <Base.Popup
          ref={popup}
          initialFocus={popup}
          {...(finalFocus ? { finalFocus } : {})}
          className="fixed inset-y-0 right-0 z-40 flex w-full max-w-[600px] flex-col border-l border-line-strong bg-panel shadow-pop transition duration-150 ease-out outline-none data-starting-style:translate-x-4 data-starting-style:opacity-0 motion-reduce:transition-none"
        >
          <div className="border-b border-line py-2 pr-2.5 pl-4">
            <div className="flex items-center gap-2">
              <Base.Title className="min-w-0 flex-1 truncate text-base font-semibold">{title}</Base.Title>
              {actions}
              <Base.Close render={<Button look="ghost" square aria-label="Close" />}>
                <CloseIcon />
              </Base.Close>
            </div>
            {about === undefined ? null : <Base.Description render={<div />}>{about}</Base.Description>}
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
