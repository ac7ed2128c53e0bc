import { toAgentId, type ForeignRun, type ForeignStep } from "@/server/domain/foreign-run";
import type { Json } from "@/server/domain/json";
import { usageOfCall } from "@/server/domain/model-cost";
import type { ModelProfile } from "@/server/domain/model-profile";
import type { Usage } from "@/server/domain/run";
import { storableText } from "@/server/domain/well-formed";
import { findRoot } from "./find-root";
import { mapSpan } from "./mapping/map-span";
import { mappingVersion } from "./mapping/names";
import { attributesOf } from "./show-attributes";
import { toMs, type Source, type Span } from "./span";
import { weighSpans, type Weighed } from "./weigh-spans";

export type SourcedSpan = { span: Span; source: Source };
/** Of models whose price is known here, by their name. */
export type Prices = Record<string, ModelProfile["price"]>;

/** These stand for the run themselves; a call that is all of a trace is shown as the call it is, under a root. */
const rootKinds = new Set(["agent", "flow", "custom", "action"]);
const mostTags = 50;
const longestTag = 100;
const longestId = 256;
const mostMetadata = 64_000;

/** A trace as the run it is, from all that has come of it: in whatever order it came, the same spans make the same run. */
export function assembleRun(
  traceId: string,
  known: readonly SourcedSpan[],
  { prices, isPartOf = false }: { prices: Prices; isPartOf?: boolean },
): ForeignRun | undefined {
  const sorted = known.toSorted((a, b) => compare(keyOf(a.span), keyOf(b.span)));
  const sources = new Map(sorted.map(({ span, source }) => [span, source]));
  const spans = sorted.map(({ span }) => span);
  const [first] = spans;
  if (!first) return undefined;
  // Of what another run has asked for, that run is the root.
  const root = isPartOf ? undefined : findRoot(spans);
  const weighed = weighSpans(spans.map((span) => ({ span, mapped: mapSpan(span) })));
  const ids = new Map(spans.map((span) => [span.spanId, keyOf(span)]));
  const ofRoot = weighed.find(({ span }) => span === root);
  const isRootItself = ofRoot !== undefined && rootKinds.has(ofRoot.kind) && !ofRoot.hasOwnTokens;
  const toStep = (each: Weighed): ForeignStep => stepOf(each, sources.get(each.span), parentOf(each.span, root, ids), prices);
  const source = sources.get(root ?? first);
  // What holds for the whole the root says, or else the first that does.
  const told = ofRoot ? [ofRoot, ...weighed] : weighed;
  const service = serviceOf(source);
  return {
    source: "otlp",
    runId: traceId,
    agentId: toAgentId(service),
    agentName: storableText(service),
    ...endingOf(ofRoot),
    createdAt: toMs(first.start),
    startedAt: toMs(first.start),
    ...(ofRoot ? { name: storableText(ofRoot.mapped.name.slice(0, 200)), ...valuesOf(ofRoot) } : {}),
    ...personsOf(told),
    tags: tagsOf(told.find(({ mapped }) => mapped.tags.length > 0)),
    metadata: metadataOf(
      told.find(({ mapped }) => Object.keys(mapped.metadata).length > 0),
      source,
    ),
    ...(root && isRootItself ? { rootId: keyOf(root) } : {}),
    ...(ofRoot && isRootItself && source ? { attributes: attributesOf(ofRoot.span, source, ofRoot.mapped) } : {}),
    steps: weighed.filter((each) => !(isRootItself && each === ofRoot)).map(toStep),
  };
}

/** In the order of nanoseconds, of which steps keep only the milliseconds. */
const keyOf = ({ start, spanId }: Span): string => `${start.padStart(20, "0")}-${spanId}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function parentOf(span: Span, root: Span | undefined, ids: ReadonlyMap<string, string>): string | undefined {
  // It is the run's root, whatever it hangs on elsewhere.
  if (span === root || span.parentId === span.spanId) return undefined;
  if (span.parentId === "") return root && keyOf(root);
  return ids.get(span.parentId) ?? span.parentId;
}

function stepOf(
  { span, mapped, kind, hasOwnTokens }: Weighed,
  source: Source | undefined,
  parentId: string | undefined,
  prices: Prices,
): ForeignStep {
  const { name, input, output, error } = mapped;
  const usage = hasOwnTokens ? usageOf(mapped, prices) : undefined;
  return {
    id: keyOf(span),
    ...(parentId === undefined ? {} : { parentId }),
    kind,
    name: storableText(name),
    status: span.end === "0" ? "running" : error ? "error" : "completed",
    startedAt: toMs(span.start),
    ...(span.end === "0" ? {} : { endedAt: Math.max(toMs(span.start), toMs(span.end)) }),
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output }),
    ...(error ? { error } : {}),
    ...(usage ? { usage } : {}),
    ...(source ? { attributes: attributesOf(span, source, mapped) } : {}),
  };
}

function usageOf({ tokens, costUsd, model }: Weighed["mapped"], prices: Prices): Usage | undefined {
  if (!tokens) return undefined;
  if (costUsd !== undefined) return { ...tokens, costMicroUsd: Math.round(costUsd * 1e6) };
  return usageOfCall(tokens, model !== undefined && Object.hasOwn(prices, model) ? prices[model] : undefined);
}

function endingOf(root: Weighed | undefined): Pick<ForeignRun, "status" | "endedAt" | "error"> {
  if (!root || root.span.end === "0") return { status: "running" };
  const endedAt = Math.max(toMs(root.span.start), toMs(root.span.end));
  const { error } = root.mapped;
  return error ? { status: "error", endedAt, error } : { status: "completed", endedAt };
}

function valuesOf({ mapped: { input, output } }: Weighed): Pick<ForeignRun, "input" | "result"> {
  return {
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { result: { type: "json", data: output } }),
  };
}

/** Whose conversation it is. */
function personsOf(all: readonly Weighed[]): Pick<ForeignRun, "roomId" | "entityId"> {
  const roomId = all.find(({ mapped }) => mapped.room !== undefined)?.mapped.room;
  const entityId = all.find(({ mapped }) => mapped.user !== undefined)?.mapped.user;
  return {
    ...(roomId === undefined || roomId.length > longestId ? {} : { roomId: storableText(roomId) }),
    ...(entityId === undefined || entityId.length > longestId ? {} : { entityId: storableText(entityId) }),
  };
}

function tagsOf(from: Weighed | undefined): string[] {
  const tags = (from?.mapped.tags ?? []).filter((tag) => tag !== "" && tag.length <= longestTag);
  return [...new Set(tags.map(storableText))].slice(0, mostTags);
}

function metadataOf(from: Weighed | undefined, source: Source | undefined): Record<string, Json> {
  const own = from?.mapped.metadata ?? {};
  const resource = Object.fromEntries(source?.resource ?? []) as Record<string, Json>;
  const whole = { ...own, otel: { mapping: mappingVersion, resource } };
  const isSmall = JSON.stringify(whole).length <= mostMetadata;
  return isSmall ? whole : { otel: { mapping: mappingVersion, leftOut: "metadata of more than 64 KB" } };
}

function serviceOf(source: Source | undefined): string {
  const name = new Map(source?.resource).get("service.name");
  // The name OpenTelemetry itself gives to one that has none.
  return typeof name === "string" && name.trim() !== "" ? name.trim().slice(0, 200) : "unknown_service";
}
