"use client";

import { Menu } from "@base-ui/react/menu";
import Link from "next/link";
import { Button } from "./button";
import { landmarkOfMenu } from "./landmark";
import { ChevronDownIcon } from "./icons";

type MoreMenuProps = {
  label: string;
  look: "primary" | "secondary";
  items: readonly { word: string; href: string }[];
};

/** The other half of a split button: the choices that are taken less often. Comes open: it was loaded by a press. */
export function MoreMenu({ label, look, items }: MoreMenuProps) {
  return (
    <Menu.Root modal={false} defaultOpen>
      <Menu.Trigger render={<Button look={look} square aria-label={label} className="rounded-l-none" />}>
        <ChevronDownIcon width={12} height={12} />
      </Menu.Trigger>
      <Menu.Portal container={landmarkOfMenu()}>
        <Menu.Positioner sideOffset={4} align="end" className="z-30">
          <Menu.Popup className="min-w-44 rounded-md border border-line-strong bg-raised p-1 shadow-pop outline-none">
            {items.map(({ word, href }) => (
              <Menu.LinkItem
                key={href}
                closeOnClick
                render={<Link href={href} />}
                className="flex h-7 items-center rounded-sm px-2 outline-none select-none data-highlighted:bg-hover"
              >
                {word}
              </Menu.LinkItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
