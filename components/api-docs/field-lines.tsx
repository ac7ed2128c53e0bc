import clsx from "clsx";
import type { ReactNode } from "react";
import type { Schema } from "@/server/rest/openapi/schema-of";
import { fieldsOf, typeWords } from "./type-words";

export type Line = { name: string; schema: Schema; required: boolean; place?: string; about?: string | undefined };

/** What goes in or comes out, a line each; what is inside an object stands under it. */
export function FieldLines({ lines, depth = 0 }: { lines: readonly Line[]; depth?: number }) {
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
              {required ? <span className="text-xs font-medium text-late">required</span> : null}
              <DefaultOf schema={schema} />
            </p>
            {about === undefined ? null : <p className="text-xs text-pretty text-ink-2">{about}</p>}
            {inside.length > 0 ? <FieldLines lines={inside} depth={depth + 1} /> : null}
          </li>
        );
      })}
    </ul>
  );
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
