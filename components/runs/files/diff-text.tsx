import { useState } from "react";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/server/domain/format";

const firstLines = 400;

/** A unified diff. Its own signs say what came and went; colour only helps. */
export function DiffText({ text }: { text: string }) {
  const [all, setAll] = useState(false);
  const lines = text.replace(/\n$/, "").split("\n");
  const shown = all ? lines : lines.slice(0, firstLines);
  return (
    <>
      <pre
        tabIndex={0}
        aria-label="Diff"
        className="overflow-x-auto rounded-md border border-line bg-sunk p-2.5 font-mono text-xs"
      >
        {shown.map((line, at) => (
          <span key={at} className={lookOf(line)}>
            {line}
            {"\n"}
          </span>
        ))}
      </pre>
      {shown.length < lines.length ? (
        <Button className="self-start" onClick={() => setAll(true)}>
          Show all {formatCount(lines.length)} lines
        </Button>
      ) : null}
    </>
  );
}

function lookOf(line: string): string | undefined {
  if (/^(?:diff|index|\+\+\+|---|@@|new file|deleted file)/.test(line)) return "text-ink-2";
  if (line.startsWith("+")) return "text-ok";
  return line.startsWith("-") ? "text-fail" : undefined;
}
