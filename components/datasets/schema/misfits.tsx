import Link from "next/link";
import { AlertIcon, CheckIcon } from "@/components/ui/icons";
import { formatCount } from "@/server/domain/format";
import type { ItemsCheck } from "@/server/domain/item-row";
import { datasetHref } from "../dataset-address";

/** Which items do not fit: how many, and the first of them by item and field. */
export function Misfits({ datasetId, check }: { datasetId: string; check: ItemsCheck }) {
  const { checked, misfitCount, misfits, complete } = check;
  const ofAll = complete ? formatCount(checked) : `the first ${formatCount(checked)}`;
  if (misfitCount === 0) {
    return (
      <p role="status" className="flex items-center gap-2">
        <CheckIcon className="shrink-0 text-ok" />
        {complete
          ? `All ${formatCount(checked)} ${checked === 1 ? "item fits" : "items fit"}.`
          : `The first ${formatCount(checked)} items fit. The rest was not checked: it would take too long.`}
      </p>
    );
  }
  return (
    <section role="status" aria-label="Items that do not fit" className="rounded-md border border-late-line bg-late-wash">
      <p className="flex gap-2 px-3 py-2">
        <AlertIcon className="mt-0.5 shrink-0 text-late" />
        <span>
          <strong className="font-semibold">
            {formatCount(misfitCount)} of {ofAll} items {misfitCount === 1 ? "does" : "do"} not fit.
          </strong>{" "}
          They stay as they are; once changed, they have to fit.
        </span>
      </p>
      <ul className="max-h-44 overflow-y-auto border-t border-late-line px-3 py-1.5" tabIndex={0} aria-label="The first of them">
        {misfits.map(({ id, index, faults }) => (
          <li key={id} className="flex gap-3 py-0.5">
            <Link href={datasetHref(datasetId, { item: id })} className="w-20 shrink-0 text-accent-ink hover:underline">
              Item {formatCount(index + 1)}
            </Link>
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {faults.map(({ path, message }, at) => (
                <span key={at} className="not-first:before:content-[';_']">
                  <span className="font-mono text-xs">{path}</span> {message}
                </span>
              ))}
            </span>
          </li>
        ))}
        {misfitCount > misfits.length ? (
          <li className="py-0.5 text-ink-2">and {formatCount(misfitCount - misfits.length)} more</li>
        ) : null}
      </ul>
    </section>
  );
}
