"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { ActionMenu } from "@/components/ui/action-menu";
import { MoreIcon } from "@/components/ui/icons";
import { loadPart } from "@/components/ui/load-part";
import type { RunSummary } from "@/server/domain/run";
import { statusLook } from "../status-look";
import { toCli, toCurl } from "./run-commands";

const DeleteRun = dynamic(() => loadPart(() => import("./delete-run")).then((file) => file.DeleteRun), { ssr: false });

const saidMs = 5_000;

/** What is done with a run less often. Comes open: it was loaded by a press. */
export function RunMenu({ run }: { run: RunSummary }) {
  const trpc = useTRPC();
  const [deleting, setDeleting] = useState(false);
  const [said, setSaid] = useState("");
  const client = useQueryClient();
  const query = trpc.runs.startRequest.queryOptions({ runId: run.runId }, { staleTime: Number.POSITIVE_INFINITY });
  const elsewhere = run.origin !== undefined;
  // Read when the menu opens, so that it is there when one picks.
  useQuery({ ...query, enabled: !elsewhere });
  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => setSaid(""), saidMs);
    return () => clearTimeout(timer);
  }, [said]);
  const path = `/api/agents/${encodeURIComponent(run.agentId)}/runs/${encodeURIComponent(run.runId)}`;
  const copy = async (what: string, command: typeof toCurl) => {
    try {
      const request = await client.fetchQuery(query);
      await navigator.clipboard.writeText(command({ request, origin: location.origin }));
      setSaid(`Copied as ${what}`);
    } catch (cause) {
      const refused = cause instanceof DOMException;
      setSaid(
        refused ? "The browser refused to copy" : (problemOf(cause).detail ?? "What it was started with could not be read."),
      );
    }
  };
  return (
    <>
      <ActionMenu
        label="More"
        face={<MoreIcon />}
        square
        actions={[
          {
            id: "directory",
            word: "Download directory",
            about: "All its files, as .tar.gz",
            onPick: () => download(`${path}/archive`, `${run.runId}.tar.gz`),
          },
          {
            id: "json",
            word: "Download JSON",
            about: "The run and its events",
            onPick: () => download(path, `${run.runId}.json`),
          },
          ...(elsewhere
            ? []
            : [
                {
                  id: "cli",
                  word: "Copy as CLI",
                  about: "The same run, by the command line",
                  onPick: () => void copy("CLI", toCli),
                },
                {
                  id: "curl",
                  word: "Copy as cURL",
                  about: "The request that starts the same run",
                  onPick: () => void copy("cURL", toCurl),
                },
              ]),
          ...(elsewhere || statusLook[run.status].ended
            ? [
                {
                  id: "delete",
                  word: "Delete…",
                  about: "With its steps, files and scores",
                  danger: true,
                  onPick: () => setDeleting(true),
                },
              ]
            : []),
        ]}
      />
      <span role="status" className="text-xs text-ink-2 empty:hidden">
        {said}
      </span>
      {deleting ? <DeleteRun run={run} onClose={() => setDeleting(false)} /> : null}
    </>
  );
}

function download(href: string, name: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
}
