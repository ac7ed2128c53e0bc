"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Button } from "@/components/ui/button";
import { CloseIcon, SearchIcon } from "@/components/ui/icons";
import { Nav } from "./nav";
import { PanelButton, ProjectLine, SidebarHead } from "./sidebar";
import { ThemeSwitch } from "./theme-switch";

/** The sidebar as a drawer, where there is no room beside the page. */
export function NavDrawer({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0 md:hidden" />
        <Dialog.Popup className="fixed inset-y-0 left-0 z-40 flex w-64 flex-col border-r border-line bg-sunk shadow-pop transition-transform duration-150 ease-out data-ending-style:-translate-x-full data-starting-style:-translate-x-full md:hidden">
          <Dialog.Title className="sr-only">Menu</Dialog.Title>
          <div className="flex items-center justify-between pr-2">
            <SidebarHead />
            <Dialog.Close render={<Button look="ghost" square aria-label="Close the menu" />}>
              <CloseIcon />
            </Dialog.Close>
          </div>
          <Nav onGo={() => onOpenChange(false)} />
          <div className="mt-2 flex flex-col px-2">
            <PanelButton panel="palette" word="Search or jump" icon={<SearchIcon />} onGo={() => onOpenChange(false)} />
          </div>
          <div className="mt-auto flex flex-col items-start gap-2 p-3">
            <ProjectLine />
            <ThemeSwitch />
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
