import { stepKinds, type StepKind } from "@/server/domain/step-kind";

/** What the run page shows, as its URL says it: copy it, and a colleague sees the same. */
export type RunAddress = {
  view: RunViewName;
  /** A step's id, or its path: by that other runs of the agent know it. */
  step?: string;
  q?: string;
  kinds: StepKind[];
  failed: boolean;
  minMs?: number;
  /** The stretch of time in view, in ms since the run began. */
  zoom?: { fromMs: number; toMs: number };
  foldIdle: boolean;
  /** Whether the steps that decided how long it took are marked. */
  critical: boolean;
};

export const runViews = ["timeline", "transcript", "log"] as const;
export type RunViewName = (typeof runViews)[number];

/** What makes no sense is left out: an address is often typed by hand. */
export function readRunAddress(params: URLSearchParams): RunAddress {
  const step = textOf(params.get("step"), 4_000);
  const q = textOf(params.get("q")?.slice(0, 200) ?? null, 200);
  const minMs = /^\d{1,15}$/.test(params.get("minMs") ?? "") ? Number(params.get("minMs")) : undefined;
  const zoom = readZoom(params.get("t"));
  return {
    view: runViews.find((view) => view === params.get("view")) ?? "timeline",
    ...(step === undefined ? {} : { step }),
    ...(q === undefined ? {} : { q }),
    kinds: stepKinds.filter((kind) => params.getAll("kind").includes(kind)),
    failed: params.get("err") === "1",
    ...(minMs === undefined || minMs === 0 ? {} : { minMs }),
    ...(zoom ? { zoom } : {}),
    foldIdle: params.get("idle") === "fold",
    critical: params.get("path") === "1",
  };
}

function textOf(said: string | null, longest: number): string | undefined {
  return said === null || said === "" || said.length > longest ? undefined : said;
}

function readZoom(text: string | null): RunAddress["zoom"] {
  const [, from, to] = /^(\d{1,15})-(\d{1,15})$/.exec(text ?? "") ?? [];
  const [fromMs, toMs] = [Number(from), Number(to)];
  return from !== undefined && toMs > fromMs ? { fromMs, toMs } : undefined;
}

/** Says its own parts only: what else stands in the address (a tab, the list one came from) stays. */
export function writeRunAddress(before: URLSearchParams, address: RunAddress): string {
  const params = new URLSearchParams(before);
  const own: Readonly<Record<string, string | undefined>> = {
    view: address.view === "timeline" ? undefined : address.view,
    step: address.step,
    q: address.q,
    err: address.failed ? "1" : undefined,
    minMs: address.minMs === undefined ? undefined : String(address.minMs),
    t: address.zoom && `${Math.round(address.zoom.fromMs)}-${Math.round(address.zoom.toMs)}`,
    idle: address.foldIdle ? "fold" : undefined,
    path: address.critical ? "1" : undefined,
  };
  for (const [name, value] of Object.entries(own)) {
    if (value === undefined) params.delete(name);
    else params.set(name, value);
  }
  params.delete("kind");
  for (const kind of address.kinds) params.append("kind", kind);
  const query = params.toString();
  return query === "" ? "" : `?${query}`;
}

/** Whether only some of the steps are asked for. */
export const narrows = ({ q, kinds, failed, minMs }: RunAddress): boolean =>
  q !== undefined || kinds.length > 0 || failed || minMs !== undefined;
