import clsx from "clsx";
import type { ReactNode } from "react";
import type { Schema } from "@/server/rest/openapi/schema-of";
import { fieldsOf, typeWords } from "./type-words";

/** Of what goes in one wants to know what must be there, of what comes out what may be missing. */
type Way = "in" | "out";
export type Line = { name: string; schema: Schema; required: boolean; place?: string; about?: string | undefined };

/** What goes in or comes out, a line each; what is inside an object stands under it. */
export function FieldLines({ lines, way, depth = 0 }: { lines: readonly Line[]; way: Way; depth?: number }) {
  return (
    <ul className={clsx("flex flex-col", depth > 0 && "mt-1 ml-1 border-l border-line pl-3")}>
      {lines.map(({ name, schema, required, place, about = textOf(schema["description"]) }) => {
        const inside = fieldsOf(schema);
        return (
          <li key={`${place} ${name}`} className="py-1">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <code className="font-mono text-xs text-ink [overflow-wrap:anywhere]">{name}</code>
              <TypeOf schema={schema} />
              {place === undefined ? null : <span className="text-xs text-ink-3">in the {place}</span>}
              {required && way === "in" ? <span className="text-xs font-medium text-late">required</span> : null}
              {!required && way === "out" ? <span className="text-xs text-ink-3">may be missing</span> : null}
              <DefaultOf schema={schema} />
            </p>
            {about === undefined ? null : (
              <p className="text-xs text-pretty text-ink-2">
                <Words text={about} />
              </p>
            )}
            {inside.length > 0 ? <FieldLines lines={inside} way={way} depth={depth + 1} /> : null}
          </li>
        );
      })}
    </ul>
  );
}

/** What stands between backticks is code. */
export function Words({ text }: { text: string }): ReactNode {
  return text.split("`").map((part, at) => (at % 2 === 1 ? <code key={`${part} ${at}`}>{part}</code> : part));
}

export function TypeOf({ schema }: { schema: Schema }): ReactNode {
  return (
    <span className="font-mono text-xs text-ink-2 [overflow-wrap:anywhere]">
      {typeWords(schema).map(({ text, schema: name }, at) =>
        name === undefined ? (
          text
        ) : (
          <a key={`${name} ${at}`} href={`#${name}`} className="rounded-sm text-accent-ink underline-offset-2 hover:underline">
            {text}
          </a>
        ),
      )}
    </span>
  );
}

function DefaultOf({ schema }: { schema: Schema }) {
  const value = schema["default"];
  return value === undefined ? null : (
    <span className="text-xs text-ink-3">
      <code className="font-mono">{JSON.stringify(value)}</code> where not said
    </span>
  );
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
