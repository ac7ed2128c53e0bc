import { nameOfPath } from "@/server/domain/step-path";

const told = new Set<string>();

/**
 * For development: sees steps of one name, kind and input that are open at the same time in one scope. Nothing tells them
 * apart when their run goes on after a crash, so one could get the other's result. Said once for each place in the code.
 */
export class OrderWatch {
  readonly #warn: (message: string) => void;
  readonly #openAs = new Map<string, number>();
  readonly #keys = new Map<number, string>();

  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  /** True where such a step is open already. */
  begun({ n, path, parent, kind, fingerprint = "" }: Begun): boolean {
    const key = `${parent} ${kind} ${fingerprint} ${nameOfPath(path)}`;
    const open = this.#openAs.get(key) ?? 0;
    this.#openAs.set(key, open + 1);
    this.#keys.set(n, key);
    const place = path.replace(/#\d+/g, "").replace(/iter_\d+/g, "iter");
    if (open === 0) return false;
    if (told.has(place)) return true;
    told.add(place);
    this.#warn(
      `Several steps ${place} were open at the same time with the same input. If a crash cuts their run off, their results may be swapped: give each its own \`input\`, or loop with ctx.map.`,
    );
    return true;
  }

  ended(n: number): void {
    const key = this.#keys.get(n);
    if (key === undefined) return;
    this.#keys.delete(n);
    const open = (this.#openAs.get(key) ?? 1) - 1;
    if (open > 0) this.#openAs.set(key, open);
    else this.#openAs.delete(key);
  }
}

export type Begun = { n: number; parent: number; path: string; kind: string; fingerprint: string | undefined };
