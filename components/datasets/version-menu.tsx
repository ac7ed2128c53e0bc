"use client";

import { Menu } from "@base-ui/react/menu";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { CheckIcon, ChevronDownIcon } from "@/components/ui/icons";
import { RelativeTime } from "@/components/ui/relative-time";
import { formatCount } from "@/server/domain/format";
import { datasetHref } from "./dataset-address";
import { useDatasetAddress } from "./use-dataset-address";
import { VersionWord, type VersionPickerProps } from "./version-word";

const entryShape = "flex h-7 items-center gap-2 rounded-sm px-2 outline-none select-none data-highlighted:bg-hover";
const most = 20;

/** The newest versions; all of them are under their own tab. Comes open: it was loaded by a press. */
export function VersionMenu(props: VersionPickerProps) {
  const { datasetId, version, latest } = props;
  const trpc = useTRPC();
  const { tab, q } = useDatasetAddress();
  const { data, error } = useQuery(trpc.datasets.versions.queryOptions({ datasetId, limit: most }));
  const stay = tab === "items" && q !== undefined ? { q } : {};
  return (
    <Menu.Root modal={false} defaultOpen>
      <Menu.Trigger render={<Button />}>
        <VersionWord {...props} />
        <ChevronDownIcon width={12} height={12} className="-mr-0.5 shrink-0 text-ink-3" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="start" className="z-30">
          <Menu.Popup className="max-h-96 min-w-64 overflow-y-auto rounded-md border border-line-strong bg-raised p-1 shadow-pop outline-none">
            {data ? null : (
              <p className="px-2 py-1 text-ink-3">{error ? (problemOf(error).detail ?? "Could not be read") : "Reading…"}</p>
            )}
            {data?.versions.map((one) => (
              <Menu.LinkItem
                key={one.version}
                closeOnClick
                aria-current={one.version === version ? "true" : undefined}
                render={<Link href={datasetHref(datasetId, one.version === latest ? stay : { ...stay, version: one.version })} />}
                className={entryShape}
              >
                <span className="flex size-3.5 items-center">
                  {one.version === version ? <CheckIcon width={13} height={13} className="text-accent-ink" /> : null}
                </span>
                <span className="font-medium">v{one.version}</span>
                <span className="text-ink-2">{formatCount(one.itemCount)} items</span>
                <span className="ml-auto pl-4 text-xs text-ink-3">
                  <RelativeTime at={one.createdAt} />
                </span>
              </Menu.LinkItem>
            ))}
            {data?.hasMore ? (
              <Menu.LinkItem
                closeOnClick
                render={<Link href={datasetHref(datasetId, { tab: "versions" })} />}
                className={entryShape}
              >
                <span className="pl-5.5 text-ink-2">All {formatCount(data.total)} versions…</span>
              </Menu.LinkItem>
            ) : null}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
