import { toAgentId, type ForeignRun, type ForeignStep } from "@/server/domain/foreign-run";
import type { Json } from "@/server/domain/json";
import type { RunError } from "@/server/domain/run-error";
import { usageOfCall } from "@/server/domain/model-cost";
import type { ModelProfile } from "@/server/domain/model-profile";
import type { Usage } from "@/server/domain/run";
import { storableText } from "@/server/domain/well-formed";
import { findRoot } from "./find-root";
import { mapSpan } from "./mapping/map-span";
import { mappingVersion } from "./mapping/names";
import { valuesOfSpan, type Sketch, type SourcedSpan } from "./sketch-span";
import { toMs, type Source } from "./span";
import { weighSpans, type Weighed } from "./weigh-spans";

/** Of models whose price is known here, by their name. */
export type Prices = Record<string, ModelProfile["price"]>;

/** These stand for the run themselves; a call that is all of a trace is shown as the call it is, under a root. */
const rootKinds = new Set(["agent", "flow", "custom", "action"]);
const mostTags = 50;
const longestTag = 100;
const longestId = 256;
const mostMetadata = 64_000;

type Options = {
  prices: Prices;
  /** Of what another run has asked for, that run is the root. */
  isPartOf?: boolean;
  /** A span with all that was sent of it. */
  read: (spanId: string) => Promise<SourcedSpan | undefined>;
};

/** A trace as the run it is, from all that has come of it: in whatever order it came, the same spans make the same run. */
export async function assembleRun(
  traceId: string,
  known: readonly Sketch[],
  { prices, isPartOf = false, read }: Options,
): Promise<ForeignRun | undefined> {
  const sorted = known.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const [first] = sorted;
  if (!first) return undefined;
  const root = isPartOf ? undefined : findRoot(sorted);
  const weighed = weighSpans(sorted);
  const ids = new Map(sorted.map(({ spanId, key }) => [spanId, key]));
  const ofRoot = root && weighed.find(({ key }) => key === root.key);
  const isRootItself = ofRoot !== undefined && rootKinds.has(ofRoot.kind) && !ofRoot.hasOwnTokens;
  const { source } = root ?? first;
  const whole = root && (await read(root.spanId));
  const shown = whole && valuesOfSpan(whole);
  // What holds for the whole the root says, or else the first that does.
  const told = ofRoot ? [ofRoot, ...weighed] : weighed;
  const tagged = told.find(({ hasTags }) => hasTags);
  const noted = told.find(({ hasMetadata }) => hasMetadata);
  const service = serviceOf(source);
  return {
    source: "otlp",
    runId: traceId,
    agentId: toAgentId(service),
    agentName: storableText(service),
    ...endingOf(root, shown?.error),
    createdAt: toMs(first.start),
    startedAt: toMs(first.start),
    ...(root ? { name: storableText(root.name.slice(0, 200)) } : {}),
    ...(shown?.input === undefined ? {} : { input: shown.input }),
    ...(shown?.output === undefined ? {} : { result: { type: "json", data: shown.output } }),
    ...personsOf(told),
    tags: tagsOf(tagged && (await read(tagged.spanId))),
    metadata: metadataOf(noted && (await read(noted.spanId)), source),
    ...(root && isRootItself ? { rootId: root.key } : {}),
    ...(isRootItself && shown?.attributes ? { attributes: shown.attributes } : {}),
    steps: weighed
      .filter(({ key }) => !(isRootItself && key === root?.key))
      .map((each) => stepOf(each, parentOf(each, root, ids), prices)),
  };
}

function parentOf(each: Sketch, root: Sketch | undefined, ids: ReadonlyMap<string, string>): string | undefined {
  // It is the run's root, whatever it hangs on elsewhere.
  if (each.key === root?.key || each.parentId === each.spanId) return undefined;
  if (each.parentId === "") return root?.key;
  return ids.get(each.parentId) ?? each.parentId;
}

function stepOf(each: Weighed<Sketch>, parentId: string | undefined, prices: Prices): ForeignStep {
  const { key, kind, name, start, end, failed, hasOwnTokens, print } = each;
  const usage = hasOwnTokens ? usageOf(each, prices) : undefined;
  return {
    id: key,
    ...(parentId === undefined ? {} : { parentId }),
    kind,
    name: storableText(name),
    status: end === "0" ? "running" : failed ? "error" : "completed",
    startedAt: toMs(start),
    ...(end === "0" ? {} : { endedAt: Math.max(toMs(start), toMs(end)) }),
    ...(usage ? { usage } : {}),
    print,
  };
}

function usageOf({ tokens, costUsd, model }: Sketch, prices: Prices): Usage | undefined {
  if (!tokens) return undefined;
  if (costUsd !== undefined) return { ...tokens, costMicroUsd: Math.round(costUsd * 1e6) };
  return usageOfCall(tokens, model !== undefined && Object.hasOwn(prices, model) ? prices[model] : undefined);
}

function endingOf(root: Sketch | undefined, error: RunError | undefined): Pick<ForeignRun, "status" | "endedAt" | "error"> {
  if (!root || root.end === "0") return { status: "running" };
  const endedAt = Math.max(toMs(root.start), toMs(root.end));
  return error ? { status: "error", endedAt, error } : { status: "completed", endedAt };
}

/** Whose conversation it is. */
function personsOf(all: readonly Sketch[]): Pick<ForeignRun, "roomId" | "entityId"> {
  const roomId = all.find(({ room }) => room !== undefined)?.room;
  const entityId = all.find(({ user }) => user !== undefined)?.user;
  return {
    ...(roomId === undefined || roomId.length > longestId ? {} : { roomId: storableText(roomId) }),
    ...(entityId === undefined || entityId.length > longestId ? {} : { entityId: storableText(entityId) }),
  };
}

function tagsOf(from: SourcedSpan | undefined): string[] {
  const tags = (from ? mapSpan(from.span).tags : []).filter((tag) => tag !== "" && tag.length <= longestTag);
  return [...new Set(tags.map(storableText))].slice(0, mostTags);
}

function metadataOf(from: SourcedSpan | undefined, source: Source): Record<string, Json> {
  const own = from ? mapSpan(from.span).metadata : {};
  const resource = Object.fromEntries(source.resource) as Record<string, Json>;
  const whole = { ...own, otel: { mapping: mappingVersion, resource } };
  const isSmall = JSON.stringify(whole).length <= mostMetadata;
  return isSmall ? whole : { otel: { mapping: mappingVersion, leftOut: "metadata of more than 64 KB" } };
}

function serviceOf(source: Source): string {
  const name = new Map(source.resource).get("service.name");
  // The name OpenTelemetry itself gives to one that has none.
  return typeof name === "string" && name.trim() !== "" ? name.trim().slice(0, 200) : "unknown_service";
}
