import { TRPCClientError } from "@trpc/client";
import { watchPresence, type Presence } from "./presence";
import { Stay } from "./stay";
import type { Item, Line, Sub, Watch } from "./words";

export type Sink = {
  item: (cursor: string | undefined, data: unknown) => void;
  line: (line: Line) => void;
  ended: () => void;
  failed: (error: Error) => void;
};

type Watched = { sub: Sub; sink: Sink; line: Line | undefined };

/** What this tab watches, and up to where it has come. */
export class Tab {
  readonly #url: string;
  readonly #watched = new Map<string, Watched>();
  #presence: Presence;
  #stay: Stay | undefined;
  #lastId = 0;
  #changing = false;
  /** This browser lets tabs not agree on one: each needs a stream of its own. */
  broken = !("locks" in navigator) || typeof BroadcastChannel === "undefined";

  constructor(url: string) {
    this.#url = url;
    this.#presence = watchPresence((presence) => {
      this.#presence = presence;
      this.#settle();
    });
  }

  watch(watch: Watch, sink: Sink): () => void {
    const id = String(++this.#lastId);
    this.#watched.set(id, { sub: { ...watch, id }, sink, line: undefined });
    this.#change();
    return () => {
      if (this.#watched.delete(id)) this.#change();
    };
  }

  /** What a page takes up and lets go of at once, is one change. */
  #change(): void {
    if (this.#changing) return;
    this.#changing = true;
    queueMicrotask(() => {
      this.#changing = false;
      this.#settle();
    });
  }

  #settle(): void {
    if (this.#watched.size === 0 || this.#presence === "away") {
      this.#stay?.leave();
      this.#stay = undefined;
    } else if (this.#stay) this.#stay.tell();
    else this.#stay = this.#join();
  }

  #join(): Stay {
    return new Stay({
      url: this.#url,
      wants: () => ({ seen: this.#presence === "seen", subs: [...this.#watched.values()].map(({ sub }) => sub) }),
      item: (item) => this.#take(item),
      line: (line) => {
        for (const watched of this.#watched.values()) tellLine(watched, line);
      },
      broken: (cause) => {
        this.broken = true;
        const error = TRPCClientError.from(new Error("The tabs of this browser cannot share a stream", { cause }));
        for (const { sub, sink } of this.#watched.values()) {
          this.#watched.delete(sub.id);
          sink.failed(error);
        }
        this.#change();
      },
    });
  }

  #take(item: Item): void {
    const watched = this.#watched.get(item.id);
    if (!watched) return;
    const { sub, sink } = watched;
    if ("data" in item) {
      if (item.cursor !== undefined && sub.of === "run") sub.lastEventId = item.cursor;
      return sink.item(item.cursor, item.data);
    }
    this.#watched.delete(item.id);
    this.#change();
    if ("error" in item) sink.failed(TRPCClientError.from({ error: item.error }));
    else sink.ended();
  }
}

function tellLine(watched: Watched, line: Line): void {
  if (line.up && watched.line?.up) return;
  watched.line = line;
  watched.sink.line(line);
}
