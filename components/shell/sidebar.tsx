"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { KeySigns } from "@/components/keys/key-signs";
import { openPanel, type KeyPanel } from "@/components/keys/open-panel";
import { Button } from "@/components/ui/button";
import { FoldIcon, KeyboardIcon, SearchIcon } from "@/components/ui/icons";
import { useHydrated } from "@/components/ui/use-hydrated";
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
        <PanelButtons />
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

function PanelButtons() {
  return (
    <div className="flex flex-col">
      <PanelButton panel="palette" word="Search or jump" keys="mod+k" icon={<SearchIcon />} />
      <PanelButton panel="help" word="Keys" keys="?" icon={<KeyboardIcon />} />
    </div>
  );
}

type PanelButtonProps = { panel: KeyPanel; word: string; keys?: string; icon: ReactNode; onGo?: () => void };

export function PanelButton({ panel, word, keys, icon, onGo }: PanelButtonProps) {
  const hydrated = useHydrated();
  return (
    <button
      type="button"
      title={word}
      onClick={() => {
        onGo?.();
        openPanel(panel);
      }}
      className="flex h-8 items-center gap-2.5 rounded-md pr-1 pl-2 text-ink-2 hover:bg-hover hover:text-ink"
    >
      {icon}
      <span className="flex-1 text-left whitespace-nowrap folded:md:sr-only">{word}</span>
      <span aria-hidden="true" className="folded:md:hidden">
        {hydrated && keys !== undefined ? <KeySigns keys={keys} /> : null}
      </span>
    </button>
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
