import { useMemo } from "react";
import type { Json } from "@/server/domain/json";
import { jsonTokens, type JsonToken } from "./json-tokens";

const colors: Readonly<Record<JsonToken["kind"], string | undefined>> = {
  key: "text-json-key",
  string: "text-json-string",
  number: "text-json-number",
  word: "text-json-number",
  mark: undefined,
};

export function JsonBlock({ value, label }: { value: Json; label: string }) {
  const tokens = useMemo(() => jsonTokens(value), [value]);
  return (
    <pre
      tabIndex={0}
      aria-label={label}
      className="overflow-auto rounded-md border border-line bg-sunk p-3 font-mono text-xs leading-5 break-words whitespace-pre-wrap"
    >
      {tokens.map((token, index) => (
        <span key={index} className={colors[token.kind]}>
          {token.text}
        </span>
      ))}
    </pre>
  );
}
