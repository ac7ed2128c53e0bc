import { isDeeperThan, mostDepth, type Json } from "@/server/domain/json";
import type { Span } from "../span";

/** What a span says of itself, asked by the several names a thing may have; and which of them have been used. */
export class Facts {
  readonly used = new Set<string>();
  readonly #values: Map<string, Json>;

  constructor({ attributes, events }: Pick<Span, "attributes" | "events">) {
    this.#values = new Map(attributes);
    // The newer GenAI conventions put messages on an event, as attributes of the same names.
    for (const event of events)
      if (event.name === "gen_ai.client.inference.operation.details")
        for (const [name, value] of event.attributes) if (!this.#values.has(name)) this.#values.set(name, value);
  }

  /** The first of them that is there. */
  find(names: readonly string[]): { name: string; value: Json } | undefined {
    for (const name of names) {
      const value = this.#values.get(name);
      if (value !== undefined && value !== null && value !== "") return { name, value };
    }
    return undefined;
  }

  text(names: readonly string[]): string | undefined {
    const value = this.find(names)?.value;
    return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
  }

  number(names: readonly string[]): number | undefined {
    const value = this.find(names)?.value;
    const number = typeof value === "string" && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) && number >= 0 ? number : undefined;
  }

  count(names: readonly string[]): number | undefined {
    const number = this.number(names);
    return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
  }

  /** A value that is shown in a place of its own, and so not among the attributes. */
  take(names: readonly string[]): Json | undefined {
    const found = this.find(names);
    if (!found) return undefined;
    this.used.add(found.name);
    return structured(found.value);
  }

  /** All whose names begin so, without that beginning. */
  *under(prefix: string): Generator<[name: string, value: Json, whole: string]> {
    for (const [name, value] of this.#values) if (name.startsWith(prefix)) yield [name.slice(prefix.length), value, name];
  }
}

/** What has parts is sent as JSON text, since attributes are to be plain; a text that is none stays one. */
export function structured(value: Json): Json {
  if (typeof value !== "string") return value;
  if (!/^\s*[[{"]/.test(value)) return value;
  try {
    const parsed = JSON.parse(value) as Json;
    return isDeeperThan(parsed, mostDepth / 2) ? value : parsed;
  } catch {
    return value;
  }
}
