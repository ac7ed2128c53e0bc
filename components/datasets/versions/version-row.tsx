import clsx from "clsx";
import Link from "next/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { formatCount } from "@/server/domain/format";
import type { DatasetVersion } from "@/server/domain/dataset";
import { datasetHref } from "../dataset-address";

export const versionColumns =
  "flex flex-wrap items-center gap-x-4 px-4 md:px-5 sm:grid sm:grid-cols-[minmax(120px,1fr)_80px_80px_80px_80px_92px_minmax(150px,auto)]";

type VersionRowProps = { datasetId: string; latest: number; version: DatasetVersion };

export function VersionRow({ datasetId, latest, version: one }: VersionRowProps) {
  const { version, itemCount, added, changed, removed, createdAt, replaces } = one;
  const current = version === latest;
  return (
    <div
      role="row"
      className={clsx(
        "relative border-b border-line py-2 hover:bg-hover sm:h-[34px] sm:py-0",
        "has-[[data-row-link]:focus-visible]:bg-accent-wash has-[[data-row-link]:focus-visible]:shadow-[inset_2px_0_0_var(--color-accent)]",
        versionColumns,
      )}
    >
      <div role="cell" className="min-w-0 truncate max-sm:w-full">
        <Link
          href={datasetHref(datasetId, current ? {} : { version })}
          data-row-link
          className="font-medium outline-none after:absolute after:inset-0"
        >
          v{version}
        </Link>
        {current ? <span className="ml-2 text-xs text-ink-2">latest</span> : null}
        {replaces ? <span className="ml-2 text-xs text-ink-2">began anew</span> : null}
        <span className="float-right text-xs text-ink-2 sm:hidden">
          <RelativeTime at={createdAt} />
        </span>
      </div>
      <Figure word="items" value={itemCount} always />
      <Figure word="added" value={added} />
      <Figure word="changed" value={changed} />
      <Figure word="removed" value={removed} />
      <div role="cell" className="text-right text-xs text-ink-2 max-sm:hidden">
        <RelativeTime at={createdAt} />
      </div>
      <div role="cell" className="relative z-1 flex justify-end gap-4 max-sm:ml-auto">
        {version > 1 ? (
          <Link
            href={datasetHref(datasetId, { tab: "versions", diff: { a: version - 1, b: version } })}
            className="rounded-sm py-0.5 text-accent-ink hover:underline"
          >
            Changes<span className="sr-only"> of version {version}</span>
          </Link>
        ) : null}
        {current ? null : (
          <Link
            href={datasetHref(datasetId, { tab: "versions", diff: { a: version, b: latest } })}
            className="rounded-sm py-0.5 text-accent-ink hover:underline"
          >
            Since<span className="sr-only"> version {version}</span>
          </Link>
        )}
      </div>
    </div>
  );
}

function Figure({ word, value, always = false }: { word: string; value: number; always?: boolean }) {
  return (
    <div
      role="cell"
      className={clsx(
        "font-mono text-xs sm:text-right",
        value === 0 ? "text-ink-3" : "text-ink-2",
        value === 0 && !always && "max-sm:hidden",
      )}
    >
      {formatCount(value)}
      <span className="font-sans sm:hidden"> {word}</span>
    </div>
  );
}
