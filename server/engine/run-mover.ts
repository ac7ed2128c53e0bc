import type { RunEnd } from "@/server/domain/host-protocol";
import { afterHostDeath } from "./after-host-death";
import type { Host } from "./host";
import type { HostPool } from "./host-pool";
import type { Placement } from "./placement";

type Options = {
  hosts: HostPool;
  placement: Placement;
  /** Resolves when all that hosts have said is recorded. */
  drain: () => Promise<void>;
  end: (key: number, end: Omit<RunEnd, "is">) => Promise<void>;
};

/** Sees to the runs of hosts that died: they go on elsewhere, and one that hosts die of is kept apart, then ended. */
export class RunMover {
  readonly #options: Options;
  readonly #deaths = new Map<number, number>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** The run has ended or was put down: what hosts died of before counts no more. */
  forget(key: number): void {
    this.#deaths.delete(key);
  }

  /** What the host said last is recorded first, then its runs go on from there. */
  async moveFrom(host: Host, how: string, stopping: () => boolean): Promise<void> {
    const { hosts, drain, placement } = this.#options;
    await drain();
    hosts.remove(host);
    if (stopping()) return;
    const guilty = host.process.stalledIn();
    // A host of its own that died before it took its run died of it all the same.
    const never = host.only !== undefined && !host.done && !host.runs.has(host.only) ? [host.only] : [];
    const left = [...host.runs].filter(([, { live }]) => !live.ended && !live.putDown).map(([key]) => key);
    for (const key of [...left, ...never]) await this.#move(key, guilty, how);
    placement.wake();
  }

  async #move(key: number, guilty: number | undefined, how: string): Promise<void> {
    const deaths = (this.#deaths.get(key) ?? 0) + (guilty === undefined || guilty === key ? 1 : 0);
    this.#deaths.set(key, deaths);
    const { place } = afterHostDeath(deaths);
    if (place !== "nowhere") return this.#options.placement.goOn([key], place === "alone");
    const message = `The process this run had to itself ended too (${how}). What ran last is where to look; a step's code must not end or exhaust its process.`;
    await this.#options.end(key, { status: "error", at: Date.now(), error: { code: "HOST_DIED", message } });
    this.forget(key);
  }
}
