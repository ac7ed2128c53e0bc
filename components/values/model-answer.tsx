import { readAnswer } from "@/server/domain/chat";
import type { Json } from "@/server/domain/json";
import { ExploredValue } from "./explored-value";
import type { LargePart } from "./large-value";

type ModelAnswerProps = { value: Json | undefined; absent: string; part: LargePart };

/** What a model answered: its words first, and below them all that was recorded. */
export function ModelAnswer({ value, absent, part }: ModelAnswerProps) {
  const words = readAnswer(value)?.parts.flatMap((one) => (one.type === "text" ? [one.text] : [])) ?? [];
  const recorded = <ExploredValue value={value} label="Recorded answer" absent={absent} part={part} />;
  if (words.length === 0 || typeof value === "string") return recorded;
  return (
    <div className="flex flex-col gap-3">
      <ExploredValue value={words.join("")} label="Answer" absent="" prose />
      {recorded}
    </div>
  );
}
