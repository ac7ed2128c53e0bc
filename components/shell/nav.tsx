"use client";

import clsx from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { AgentsIcon, DatasetsIcon, OverviewIcon, RunsIcon, SettingsIcon } from "@/components/ui/icons";
import { NavCount } from "./nav-count";

/** The places there are, and where one is: an agent's runs belong to Runs, an agent to Agents. */
export function Nav({ onGo }: { onGo?: () => void }) {
  const here = placeOf(usePathname());
  return (
    <nav aria-label="Main" className="flex flex-col gap-0.5 px-2">
      <NavLink href="/" current={here === "/"} icon={<OverviewIcon />} word="Overview" onGo={onGo} />
      <NavLink
        href="/runs"
        current={here === "/runs"}
        icon={<RunsIcon />}
        word="Runs"
        count={<NavCount of="live" />}
        onGo={onGo}
      />
      <NavLink
        href="/agents"
        current={here === "/agents"}
        icon={<AgentsIcon />}
        word="Agents"
        count={<NavCount of="agents" />}
        onGo={onGo}
      />
      <NavLink
        href="/datasets"
        current={here === "/datasets"}
        icon={<DatasetsIcon />}
        word="Datasets"
        count={<NavCount of="datasets" />}
        onGo={onGo}
      />
      <NavLink href="/settings" current={here === "/settings"} icon={<SettingsIcon />} word="Settings" onGo={onGo} />
    </nav>
  );
}

function placeOf(path: string): string {
  if (path.startsWith("/runs") || /^\/agents\/[^/]+\/runs/.test(path)) return "/runs";
  if (path.startsWith("/docs")) return "/settings";
  return /^\/(?:agents|datasets|settings)?(?=\/|$)/.exec(path)?.[0] ?? "";
}

type NavLinkProps = {
  href: string;
  current: boolean;
  icon: ReactNode;
  word: string;
  count?: ReactNode;
  onGo: (() => void) | undefined;
};

function NavLink({ href, current, icon, word, count, onGo }: NavLinkProps) {
  return (
    <Link
      href={href}
      title={word}
      aria-current={current ? "page" : undefined}
      {...(onGo ? { onClick: onGo } : {})}
      className={clsx(
        "flex h-8 items-center gap-2.5 rounded-md border px-2",
        current
          ? "border-line-strong bg-panel font-medium text-ink"
          : "border-transparent text-ink-2 hover:bg-hover hover:text-ink",
      )}
    >
      {icon}
      <span className="flex-1 folded:md:sr-only">{word}</span>
      {count ? <span className="text-xs font-normal text-ink-3 folded:md:hidden">{count}</span> : null}
    </Link>
  );
}
