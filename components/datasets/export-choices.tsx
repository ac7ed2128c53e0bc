"use client";

import { Menu } from "@base-ui/react/menu";
import { Button } from "@/components/ui/button";
import { ChevronDownIcon, DownloadIcon } from "@/components/ui/icons";

const formats = [
  { format: "jsonl", word: "JSONL", about: "An item a line. Comes back in byte for byte." },
  { format: "json", word: "JSON", about: "An array of items. Comes back in byte for byte." },
  {
    format: "csv",
    word: "CSV",
    about:
      "For spreadsheets: a cell that begins like a formula (= + - @) gets an apostrophe before it. Import takes it away again.",
  },
] as const;

export type ExportChoicesProps = { datasetId: string; version?: number };

/** Comes open: it was loaded by a press. */
export function ExportChoices({ datasetId, version }: ExportChoicesProps) {
  const hrefOf = (format: string): string => {
    const query = new URLSearchParams({ format, ...(version === undefined ? {} : { version: String(version) }) });
    return `/api/datasets/${encodeURIComponent(datasetId)}/export?${query.toString()}`;
  };
  return (
    <Menu.Root modal={false} defaultOpen>
      <Menu.Trigger render={<Button />}>
        Export
        <ChevronDownIcon width={12} height={12} className="-mr-0.5 shrink-0 text-ink-3" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className="z-30">
          <Menu.Popup className="w-80 max-w-[calc(100vw-32px)] rounded-md border border-line-strong bg-raised p-1 shadow-pop outline-none">
            {formats.map(({ format, word, about }) => (
              <Menu.LinkItem
                key={format}
                closeOnClick
                href={hrefOf(format)}
                download
                className="flex gap-2.5 rounded-sm px-2 py-1.5 outline-none select-none data-highlighted:bg-hover"
              >
                <DownloadIcon width={13} height={13} className="mt-1 shrink-0 text-ink-3" />
                <span className="min-w-0">
                  <span className="block font-medium">{word}</span>
                  <span className="block text-xs text-pretty text-ink-2">{about}</span>
                </span>
              </Menu.LinkItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
