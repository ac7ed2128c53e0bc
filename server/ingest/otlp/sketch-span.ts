import type { ForeignPrint, ForeignValues } from "@/server/domain/foreign-run";
import { printValues } from "@/server/runs/foreign-content";
import { mapSpan, type Mapped } from "./mapping/map-span";
import { attributesOf } from "./show-attributes";
import type { Source, Span } from "./span";

/** What is borne in mind of a span while its trace is put together: all but what may be large, for there may be a million. */
export type Sketch = Pick<Span, "spanId" | "parentId" | "start" | "end" | "flags"> &
  Pick<Mapped, "kind" | "name" | "tokens" | "costUsd" | "model" | "room" | "user"> & {
    /** Its step's id, and its place: in the order of nanoseconds, of which steps keep only the milliseconds. */
    key: string;
    source: Source;
    failed: boolean;
    hasTags: boolean;
    hasMetadata: boolean;
    print: ForeignPrint;
  };

export type SourcedSpan = { span: Span; source: Source };

/** Names are shown to this length, and ids longer than that name nobody. */
const longest = 300;

export function sketchSpan({ span, source }: SourcedSpan): Sketch {
  const { spanId, parentId, start, end, flags } = span;
  const mapped = mapSpan(span);
  const { kind, name, tokens, costUsd, model, error, room, user, tags, metadata } = mapped;
  return {
    key: keyOf(span),
    spanId,
    parentId,
    start,
    end,
    flags,
    source,
    kind,
    name: name.slice(0, longest),
    tokens,
    costUsd,
    model: model?.slice(0, longest),
    room: room?.slice(0, longest),
    user: user?.slice(0, longest),
    failed: error !== undefined,
    hasTags: tags.length > 0,
    hasMetadata: Object.keys(metadata).length > 0,
    print: printValues(shownOf(span, source, mapped)),
  };
}

/** What its step shows. */
export function valuesOfSpan({ span, source }: SourcedSpan): ForeignValues {
  return shownOf(span, source, mapSpan(span));
}

function shownOf(span: Span, source: Source, mapped: Mapped): ForeignValues {
  const { input, output, error } = mapped;
  return {
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output }),
    ...(error ? { error } : {}),
    attributes: attributesOf(span, source, mapped),
  };
}

const keyOf = ({ start, spanId }: Span): string => `${start.padStart(20, "0")}-${spanId}`;
export const spanIdOfKey = (key: string): string => key.slice(key.indexOf("-") + 1);
