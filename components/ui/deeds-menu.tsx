"use client";

import { Menu } from "@base-ui/react/menu";
import clsx from "clsx";
import { Button } from "./button";
import { MoreIcon } from "./icons";

type DeedsMenuProps = { label: string; items: readonly { word: string; danger?: boolean; onChoose: () => void }[] };

/** What can be done, but seldom is. Comes open: it was loaded by a press. */
export function DeedsMenu({ label, items }: DeedsMenuProps) {
  return (
    <Menu.Root modal={false} defaultOpen>
      <Menu.Trigger render={<Button square aria-label={label} />}>
        <MoreIcon />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className="z-30">
          <Menu.Popup className="min-w-44 rounded-md border border-line-strong bg-raised p-1 shadow-pop outline-none">
            {items.map(({ word, danger = false, onChoose }) => (
              <Menu.Item
                key={word}
                onClick={onChoose}
                className={clsx(
                  "flex h-7 items-center rounded-sm px-2 outline-none select-none data-highlighted:bg-hover",
                  danger && "text-fail",
                )}
              >
                {word}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
