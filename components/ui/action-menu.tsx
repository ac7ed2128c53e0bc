"use client";

import { Menu } from "@base-ui/react/menu";
import clsx from "clsx";
import type { ReactNode } from "react";
import { Button } from "./button";
import { landmarkOfMenu } from "./landmark";

type MenuAction = { id: string; word: ReactNode; about?: ReactNode; danger?: boolean; onPick: () => void };

export type ActionMenuProps = {
  /** What the button is called, where its face does not say it. */
  label?: string;
  face: ReactNode;
  look?: "primary" | "secondary" | "ghost";
  square?: boolean;
  className?: string;
  actions: readonly MenuAction[];
  /** Stands in the menu instead of actions, or below them. */
  note?: ReactNode;
};

/** A button with a menu of deeds. Comes open: it was loaded by a press. */
export function ActionMenu({ label, face, look = "secondary", square = false, className, actions, note }: ActionMenuProps) {
  return (
    <Menu.Root modal={false} defaultOpen>
      <Menu.Trigger
        render={<Button look={look} square={square} {...(label ? { "aria-label": label } : {})} className={clsx(className)} />}
      >
        {face}
      </Menu.Trigger>
      <Menu.Portal container={landmarkOfMenu()}>
        <Menu.Positioner sideOffset={4} align="end" className="z-30">
          <Menu.Popup className="max-h-96 max-w-[min(420px,calc(100vw-16px))] min-w-44 overflow-y-auto rounded-md border border-line-strong bg-raised p-1 shadow-pop outline-none">
            {actions.map(({ id, word, about, danger, onPick }) => (
              <Menu.Item
                key={id}
                onClick={onPick}
                className={clsx(
                  "flex min-h-7 cursor-default flex-col justify-center rounded-sm px-2 py-1 outline-none select-none data-highlighted:bg-hover",
                  danger === true && "text-fail",
                )}
              >
                <span className="flex items-center gap-2">{word}</span>
                {about === undefined ? null : <span className="text-xs text-ink-2">{about}</span>}
              </Menu.Item>
            ))}
            {note === undefined ? null : <div className="px-2 py-1.5 text-xs text-ink-2">{note}</div>}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
