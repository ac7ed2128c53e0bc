import type { ExportedRun, ExportedStep } from "@/server/runs/export-run";
import { hasFailed, type StepStatus } from "@/server/domain/step-kind";
import type { Usage } from "@/server/domain/run";
import { resourceOf } from "./spans";

const bounds = [10, 50, 100, 500, 1000, 5000, 10_000, 60_000, 300_000];
type Durations = { count: number; sum: number; min: number; max: number; buckets: number[] };
type Point = Record<string, unknown> & { attributes: Record<string, string> };

/** Sums up a run's steps as they pass, for the lines of metrics.jsonl: OpenTelemetry metrics of the whole run. */
export class Metrics {
  readonly #durations = new Map<string, Durations>();
  readonly #failed = new Map<string, number>();
  #input = 0;
  #output = 0;
  #costMicroUsd: number | undefined;
  #anyUsage = false;

  add(step: ExportedStep): void {
    if (step.endedAt === null) return;
    const ms = Math.max(0, step.endedAt - step.startedAt);
    const all = this.#durations.get(step.kind) ?? { count: 0, sum: 0, min: ms, max: ms, buckets: bounds.map(() => 0).concat(0) };
    const at = bounds.findIndex((bound) => ms <= bound);
    const bucket = at < 0 ? bounds.length : at;
    all.buckets[bucket] = (all.buckets[bucket] ?? 0) + 1;
    Object.assign(all, { count: all.count + 1, sum: all.sum + ms, min: Math.min(all.min, ms), max: Math.max(all.max, ms) });
    this.#durations.set(step.kind, all);
    if (hasFailed(step.status as StepStatus)) this.#failed.set(step.kind, (this.#failed.get(step.kind) ?? 0) + 1);
    if (step.usage !== null) this.#addUsage(JSON.parse(step.usage) as Usage);
  }

  lines(run: ExportedRun, now: number): object[] {
    const kindOf = (kind: string) => ({ "trackside.step.kind": kind });
    const durations = [...this.#durations].map(([kind, { count, sum, min, max, buckets }]) => ({
      attributes: kindOf(kind),
      count,
      sum,
      min,
      max,
      bucket_counts: buckets,
      explicit_bounds: bounds,
    }));
    const failed = [...this.#failed].map(([kind, value]) => ({ attributes: kindOf(kind), value }));
    const tokens = [
      { attributes: { "gen_ai.token.type": "input" }, value: this.#input },
      { attributes: { "gen_ai.token.type": "output" }, value: this.#output },
    ];
    const end = run.endedAt ?? now;
    const worked = run.startedAt === null ? [] : [{ attributes: {}, value: Math.max(0, end - run.startedAt) / 1000 }];
    const cost = this.#costMicroUsd === undefined ? [] : [{ attributes: {}, value: this.#costMicroUsd / 1e6 }];
    const line = (name: string, description: string, unit: string, points: Point[], more: object = {}): object[] =>
      points.length === 0 ? [] : [metricOf(run, end, { name, description, unit }, points, more)];
    const sum = { aggregation_temporality: 2, is_monotonic: true };
    return [
      ...line("trackside.run.duration", "How long the run took", "s", worked),
      ...line("trackside.step.duration", "How long its steps took, by kind", "ms", durations, { aggregation_temporality: 2 }),
      ...line("trackside.step.errors", "How many of its steps failed, by kind", "{step}", failed, sum),
      ...line("gen_ai.client.token.usage", "Tokens its model calls used", "{token}", this.#anyUsage ? tokens : [], sum),
      ...line("trackside.run.cost", "What its model calls cost", "USD", cost, sum),
    ];
  }

  #addUsage({ inputTokens, outputTokens, costMicroUsd }: Usage): void {
    this.#anyUsage = true;
    this.#input += inputTokens;
    this.#output += outputTokens;
    if (costMicroUsd !== undefined) this.#costMicroUsd = (this.#costMicroUsd ?? 0) + costMicroUsd;
  }
}

/** Nanoseconds do not fit a JavaScript number, and this is JSON: as text, the way OTLP's JSON has them. */
const toNanos = (ms: number): string => `${ms}000000`;

function metricOf(run: ExportedRun, end: number, about: object, points: Point[], more: object): object {
  const times = { start_time_unix_nano: toNanos(run.startedAt ?? run.createdAt), time_unix_nano: toNanos(end) };
  return { ...about, data: { data_points: points.map((point) => ({ ...times, ...point })), ...more }, resource: resourceOf(run) };
}
