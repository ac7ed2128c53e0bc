import { DownloadIcon } from "@/components/ui/icons";
import { formatBytes } from "@/server/domain/format";
import type { Json } from "@/server/domain/json";
import { JsonBlock } from "./json-block";

type ValueViewProps = { value: Json | undefined; label: string; absent: string };

/** A recorded value: text as text, anything else as JSON, and what is too large as a download. Never as markup. */
export function ValueView({ value, label, absent }: ValueViewProps) {
  if (value === undefined) return <p className="py-6 text-center text-ink-3">{absent}</p>;
  const large = asLarge(value);
  if (large) {
    return (
      <p className="rounded-md border border-line bg-sunk p-3 text-ink-2">
        {formatBytes(large.bytes)}: too large to show here.{" "}
        <a href={large.href} download className="inline-flex items-center gap-1 font-medium text-accent-ink hover:underline">
          <DownloadIcon width={13} height={13} /> Download
        </a>
      </p>
    );
  }
  if (typeof value !== "string") return <JsonBlock value={value} label={label} />;
  return <TextBlock text={value} />;
}

function TextBlock({ text }: { text: string }) {
  if (text === "") return <p className="py-6 text-center text-ink-3">An empty text</p>;
  return <p className="text-pretty break-words whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">{text}</p>;
}

/** The console's own mark for a value over 64 KB. Its link is followed only where it leads back to the console. */
export function asLarge(value: Json): { bytes: number; href: string } | undefined {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return undefined;
  const { truncated, bytes, href } = value;
  const ours =
    truncated === true &&
    typeof bytes === "number" &&
    typeof href === "string" &&
    /^\/api\/[\w./%-]+(?:\?version=\d+)?$/.test(href);
  return ours ? { bytes, href } : undefined;
}
