"use client";

import { AlertIcon } from "@/components/ui/icons";
import { RelativeTime } from "@/components/ui/relative-time";
import { useConsoleStatus } from "./use-console-status";

/** Only while something is wrong: the agent host is down, or the console itself does not answer. */
export function HostBanner() {
  const { data, isError, dataUpdatedAt } = useConsoleStatus();
  if (isError) {
    return (
      <Banner>
        The console does not answer{data ? <>: what you see was true {<RelativeTime at={dataUpdatedAt} />}</> : null}. This page
        goes on by itself once it does.
      </Banner>
    );
  }
  if (!data || data.host.alive) return null;
  const { lastTrouble } = data.host;
  return (
    <Banner>
      The agent host is starting. Runs wait meanwhile, and go on from their recorded steps.
      {lastTrouble ? (
        <span className="text-ink-2">
          {" "}
          Last trouble, <RelativeTime at={lastTrouble.at} />: {lastTrouble.message}
        </span>
      ) : null}
    </Banner>
  );
}

function Banner({ children }: { children: React.ReactNode }) {
  return (
    <div role="status" className="flex items-start gap-2 border-b border-late-line bg-late-wash px-5 py-1.5 text-ink">
      <AlertIcon className="mt-0.5 shrink-0 text-late" />
      <p className="min-w-0 break-words">{children}</p>
    </div>
  );
}
