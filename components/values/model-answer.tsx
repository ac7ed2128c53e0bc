import type { Json } from "@/server/domain/json";
import { JsonBlock } from "./json-block";
import { TextBlock, ValueView } from "./value-view";

/** What a model answered: its words first, and below them all that was recorded. */
export function ModelAnswer({ value, absent }: { value: Json | undefined; absent: string }) {
  const text = wordsOf(value);
  if (text === undefined || value === undefined) return <ValueView value={value} label="Output" absent={absent} />;
  return (
    <div className="flex flex-col gap-3">
      <TextBlock text={text} />
      <JsonBlock value={value} label="Recorded answer" />
    </div>
  );
}

function wordsOf(value: Json | undefined): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !Array.isArray(value["content"])) return undefined;
  const words = value["content"].flatMap((part) =>
    typeof part === "object" &&
    part !== null &&
    !Array.isArray(part) &&
    part["type"] === "text" &&
    typeof part["text"] === "string"
      ? [part["text"]]
      : [],
  );
  return words.length > 0 ? words.join("") : undefined;
}
