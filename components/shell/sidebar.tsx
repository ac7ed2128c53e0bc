"use client";

import Link from "next/link";
import { Button } from "@/components/ui/button";
import { FoldIcon } from "@/components/ui/icons";
import { Logo } from "./logo";
import { Nav } from "./nav";
import { usePreference } from "./preferences";
import { ThemeSwitch } from "./theme-switch";
import { useConsoleStatus } from "./use-console-status";

/** 208 px, or a rail of icons; on a narrow screen the top bar's menu takes its place. */
export function Sidebar() {
  const [sidebar, setSidebar] = usePreference("sidebar");
  const folded = sidebar === "folded";
  return (
    <aside
      aria-label="Sidebar"
      className="sticky top-0 hidden h-dvh w-52 shrink-0 flex-col border-r border-line bg-sunk md:flex folded:md:w-13"
    >
      <SidebarHead />
      <Nav />
      <div className="mt-auto flex flex-col gap-2 p-2">
        <ProjectLine />
        <div className="flex items-center justify-between folded:flex-col folded:gap-2">
          <ThemeSwitch />
          <Button
            look="ghost"
            square
            aria-label={folded ? "Unfold the sidebar" : "Fold the sidebar"}
            aria-expanded={!folded}
            onClick={() => setSidebar(folded ? "open" : "folded")}
          >
            <FoldIcon />
          </Button>
        </div>
      </div>
    </aside>
  );
}

export function SidebarHead() {
  return (
    <Link href="/" className="m-2 flex h-8 items-center gap-2.5 rounded-md px-2 text-base font-semibold">
      <Logo />
      <span className="folded:md:sr-only">Trackside</span>
    </Link>
  );
}

export function ProjectLine() {
  const { data } = useConsoleStatus();
  return (
    <p className="min-h-8 px-2 text-2xs text-ink-3 folded:md:hidden">
      {data ? (
        <>
          <span className="block truncate text-left [direction:rtl]" title={data.project}>
            <bdi>{data.project}</bdi>
          </span>
          v{data.version}
        </>
      ) : null}
    </p>
  );
}
