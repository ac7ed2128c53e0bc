import type { StepKind } from "@/server/domain/step-kind";
import type { Mapped } from "./mapping/map-span";
import type { Span } from "./span";

type Weighable = Pick<Span, "spanId" | "parentId"> & Pick<Mapped, "kind" | "tokens">;
/** A span among the others: what it is once wrappers are told from calls, and whether its tokens are its own. */
export type Weighed<Each extends Weighable> = Each & { hasOwnTokens: boolean };

/** Between a wrapper and the call it wraps there may be these; below a tool or an agent begins another story. */
const transparent = new Set<StepKind>(["model", "flow", "custom"]);
const calls = new Set<StepKind>(["model", "embedding"]);

/**
 * Instrumentations nest: a framework's span of a model call holds the provider's span of the same call, and an agent's span
 * the sum of what its calls used. Each call and its tokens are to count once, at the innermost span that tells of it.
 */
export function weighSpans<Each extends Weighable>(spans: readonly Each[]): Weighed<Each>[] {
  const children = new Map<string, Weighed<Each>[]>();
  const weighed = spans.map((span) => ({ ...span, hasOwnTokens: false }));
  for (const each of weighed) {
    const { parentId } = each;
    const siblings = children.get(parentId);
    if (siblings) siblings.push(each);
    else children.set(parentId, [each]);
  }
  const below = new Map<string, { call: boolean; tokens: boolean }>();
  for (const each of leavesFirst(weighed, children)) {
    const { spanId } = each;
    const inner = (children.get(spanId) ?? []).map((child) => ({ child, under: below.get(child.spanId) }));
    const call = inner.some(
      ({ child, under }) => transparent.has(child.kind) && (child.kind === "model" || under?.call === true),
    );
    const tokens = inner.some(({ child, under }) => child.hasOwnTokens || under?.tokens === true);
    if (each.kind === "model" && call) each.kind = "flow";
    each.hasOwnTokens = each.tokens !== undefined && (calls.has(each.kind) || !tokens);
    below.set(spanId, { call, tokens });
  }
  return weighed;
}

/** Children before their parents, however deep; of a ring whatever is met first. */
function leavesFirst<Each extends Weighable>(all: readonly Each[], children: ReadonlyMap<string, Each[]>): Each[] {
  const order: Each[] = [];
  const seen = new Set<Each>();
  const ids = new Set(all.map(({ spanId }) => spanId));
  const tops = all.filter(({ parentId }) => !ids.has(parentId));
  for (const top of [...tops, ...all]) {
    const stack = [top];
    for (let each = stack.pop(); each; each = stack.pop()) {
      if (seen.has(each)) continue;
      seen.add(each);
      order.push(each);
      for (const child of children.get(each.spanId) ?? []) stack.push(child);
    }
  }
  return order.toReversed();
}
