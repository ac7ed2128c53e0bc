import { Button } from "@/components/ui/button";
import { ValueView } from "@/components/values/value-view";
import type { Item } from "@/server/domain/dataset";
import { goInDataset } from "../use-dataset-address";

/** An item of an old version: to be read only. */
export function ItemReading({ item, version }: { item: Item; version: number }) {
  const parts = [
    { word: "Input", value: item.input, absent: "" },
    { word: "Expected", value: item.expected, absent: "No answer was expected." },
    { word: "Metadata", value: item.metadata, absent: "None." },
  ];
  return (
    <>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        {parts.map(({ word, ...part }) => (
          <section key={word} aria-label={word} className="border-b border-line px-4 py-3 last:border-b-0">
            <h3 className="mb-2 font-semibold">{word}</h3>
            <ValueView label={word} {...part} />
          </section>
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-3">
        <p className="min-w-0 flex-1 text-xs text-ink-2">As it is in version {version}, which cannot be changed any more.</p>
        <Button onClick={() => goInDataset({ version: undefined })}>Open in the latest</Button>
      </div>
    </>
  );
}
