"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { MenuIcon } from "@/components/ui/icons";
import { loadPart } from "@/components/ui/load-part";

/** Loaded when it is first opened: most screens have room for the sidebar. */
const NavDrawer = dynamic(() => loadPart(() => import("./nav-drawer")).then((file) => file.NavDrawer), { ssr: false });

export function MobileNav() {
  const [open, setOpen] = useState<boolean>();
  return (
    <>
      <Button
        look="ghost"
        square
        aria-label="Open the menu"
        aria-haspopup="dialog"
        aria-expanded={open === true}
        className="-ml-1.5 md:hidden"
        onClick={() => setOpen(true)}
      >
        <MenuIcon />
      </Button>
      {open === undefined ? null : <NavDrawer open={open} onOpenChange={setOpen} />}
    </>
  );
}
