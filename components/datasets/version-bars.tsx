import Link from "next/link";
import { Button } from "@/components/ui/button";
import { goInDataset } from "./use-dataset-address";

/** Someone else made a version: it waits here, over the table and not in it. */
export function NewVersionPill({ version, onShow }: { version: number; onShow: () => void }) {
  return (
    <div role="status" className="pointer-events-none sticky top-13 z-20 flex h-0 justify-center">
      <Button look="primary" className="pointer-events-auto mt-1 rounded-full shadow-pop" onClick={onShow}>
        Version {version} is here
      </Button>
    </div>
  );
}

/** What one sees is not what is there now, and cannot be changed. */
export function OldVersionBar({ version, latest }: { version: number; latest: number }) {
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-sunk px-4 py-1.5 md:px-5">
      <p className="min-w-0 flex-1">
        This is version {version} of {latest}. <span className="text-ink-2">It can be read and run, not changed.</span>
      </p>
      {version < latest ? (
        <Link href={`?tab=versions&diff=${version}..${latest}`} className="rounded-sm py-0.5 text-accent-ink hover:underline">
          What changed since
        </Link>
      ) : null}
      <Button onClick={() => goInDataset({ version: undefined, item: undefined })}>Back to the latest</Button>
    </div>
  );
}
