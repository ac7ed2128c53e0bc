import { DownloadIcon } from "@/components/ui/icons";
import { ExploredValue } from "@/components/values/explored-value";
import { asLarge } from "@/components/values/value-view";
import type { Json } from "@/server/domain/json";
import type { Step } from "@/server/domain/step";

/** What is noted about a step; where a part of it was left out for its size, the way to all of it stands first. */
export function StepAttributes({ attributes }: { attributes: Step["attributes"] }) {
  const large = attributes && firstLarge(attributes);
  return (
    <>
      {large ? (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-line bg-sunk px-3 py-2 text-ink-2">
          <span>What is too large to show is named by its size.</span>
          <a
            href={large.href}
            download
            className="inline-flex min-h-6 items-center gap-1 font-medium text-accent-ink hover:underline"
          >
            <DownloadIcon width={13} height={13} /> Download the span as it was sent
          </a>
        </p>
      ) : null}
      <ExploredValue value={attributes} label="Attributes" absent="None were recorded." />
    </>
  );
}

function firstLarge(value: Json): { href: string } | undefined {
  if (value === null || typeof value !== "object") return undefined;
  const found = asLarge(value);
  if (found) return found;
  for (const part of Object.values(value)) {
    const within = firstLarge(part);
    if (within) return within;
  }
  return undefined;
}
