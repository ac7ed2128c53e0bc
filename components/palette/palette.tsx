"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useAgents } from "@/components/agents/use-agents";
import { KeySigns } from "@/components/keys/key-signs";
import { useTRPC } from "@/components/trpc/client";
import { SearchIcon } from "@/components/ui/icons";
import { boundKeys } from "@/components/ui/keys/key-registry";
import { findGroups, type PaletteGroup, type PaletteItem } from "./palette-items";

const atMost = 100;

/** Go to anything by its name, or do what can be done here. */
export function Palette({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [text, setText] = useState("");
  const [deeds] = useState(boundKeys);
  const agents = useAgents();
  const datasets = useQuery(trpc.datasets.list.queryOptions({ limit: atMost }));
  // The first of them are here already; by a word of its name any can be found.
  const word =
    text
      .trim()
      .split(/\s+/)
      .toSorted((a, b) => b.length - a.length)[0] ?? "";
  const others = useQuery(
    trpc.datasets.list.queryOptions(
      { limit: atMost, q: word },
      { enabled: word !== "" && datasets.data?.hasMore === true, placeholderData: keepPreviousData },
    ),
  );
  const runId = /^[A-Za-z0-9_-]{8,200}$/.test(text.trim()) ? text.trim() : undefined;
  const run = useQuery(trpc.runs.get.queryOptions({ runId: runId ?? "" }, { enabled: runId !== undefined, retry: false }));
  const datasetRun = useQuery(
    trpc.datasetRuns.find.queryOptions({ id: runId ?? "" }, { enabled: runId !== undefined, retry: false }),
  );
  const groups = findGroups({
    text,
    deeds,
    agents: agents.data?.agents ?? [],
    datasets: [...new Map([datasets, others].flatMap(({ data }) => data?.datasets ?? []).map((one) => [one.id, one])).values()],
    run: runId === undefined ? undefined : run.data?.run,
    datasetRun: runId === undefined ? undefined : datasetRun.data?.run,
  });
  const pick = (item: PaletteItem) => {
    onClose();
    if (item.href === undefined) item.act();
    else router.push(item.href);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Viewport className="fixed inset-0 z-40 flex items-start justify-center p-4 pt-[12vh]">
          <Dialog.Popup
            aria-label="Search or jump"
            className="flex max-h-[min(480px,76dvh)] w-full max-w-xl flex-col overflow-hidden rounded-lg border border-line-strong bg-raised shadow-pop outline-none"
          >
            <Autocomplete.Root
              open
              inline
              items={groups}
              mode="none"
              value={text}
              onValueChange={setText}
              autoHighlight="always"
              keepHighlight
              itemToStringValue={(item: PaletteItem) => item.word}
            >
              <Autocomplete.InputGroup className="flex shrink-0 items-center gap-2.5 border-b border-line px-4">
                <SearchIcon className="shrink-0 text-ink-3" />
                <Autocomplete.Input
                  aria-label="Search or jump"
                  placeholder="An agent, a dataset, a run's id, or what to do"
                  className="h-11 w-full min-w-0 bg-transparent text-base outline-none"
                />
              </Autocomplete.InputGroup>
              <Dialog.Close className="sr-only">Close</Dialog.Close>
              <div className="min-h-0 overflow-y-auto">
                <Autocomplete.Empty>
                  <p className="px-4 py-6 text-ink-2 empty:hidden">Nothing is called like that.</p>
                </Autocomplete.Empty>
                <Autocomplete.List className="p-1.5">
                  {(group: PaletteGroup) => (
                    <Autocomplete.Group key={group.value} items={group.items} className="not-first:mt-1.5">
                      <Autocomplete.GroupLabel className="px-2.5 py-1 text-xs text-ink-3">{group.value}</Autocomplete.GroupLabel>
                      <Autocomplete.Collection>
                        {(item: PaletteItem) => <Row key={item.id} item={item} onPick={pick} />}
                      </Autocomplete.Collection>
                    </Autocomplete.Group>
                  )}
                </Autocomplete.List>
              </div>
            </Autocomplete.Root>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Row({ item, onPick }: { item: PaletteItem; onPick: (item: PaletteItem) => void }) {
  return (
    <Autocomplete.Item
      value={item}
      onClick={() => onPick(item)}
      className="flex min-h-8 cursor-default scroll-m-2 items-center gap-3 rounded-md px-2.5 outline-none select-none data-highlighted:bg-accent-wash data-highlighted:shadow-[inset_2px_0_0_var(--color-accent)]"
    >
      <span className="min-w-0 truncate">{item.word}</span>
      <span className="ml-auto min-w-0 shrink truncate text-xs text-ink-2">{item.about}</span>
      {item.keys === undefined ? null : <KeySigns keys={item.keys} />}
    </Autocomplete.Item>
  );
}
