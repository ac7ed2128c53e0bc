import { isRemoteParent, type Span } from "./span";

/** Spans in the order in which they began. */
type Ordered<Each> = readonly Each[];
type Placed = Pick<Span, "spanId" | "parentId" | "flags">;

/**
 * Which span is the run. One without a parent; of several the first to begin. Where none has come: the first of those whose
 * parents are all said to be in other processes and have not come, since those may never tell us anything. Otherwise the
 * root is still under way: spans are sent when they end, and the root ends last.
 */
export function findRoot<Each extends Placed>(spans: Ordered<Each>): Each | undefined {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const own = spans.find(({ parentId, spanId }) => parentId === "" || parentId === spanId);
  if (own) return own;
  const orphans = spans.filter(({ parentId }) => !ids.has(parentId));
  return orphans.every(isRemoteParent) ? orphans[0] : undefined;
}
