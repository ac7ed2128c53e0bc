import { Lead } from "./lead";
import { inboxOf, room, type InboxWord, type Item, type Line, type RoomWord, type Sub } from "./words";

type Of = {
  url: string;
  wants: () => { seen: boolean; subs: Sub[] };
  item: (item: Item) => void;
  line: (line: Line) => void;
  /** The browser refuses the means for it. */
  broken: (cause: unknown) => void;
};

/** A leader that does not answer in this time is asleep, as browsers put hidden pages to sleep: its place is taken. */
const silenceMs = 3_000;

/** A tab's time among the others: from when it has something to watch until it lets go. It follows, and may come to lead. */
export class Stay {
  readonly #of: Of;
  readonly #tab = crypto.randomUUID();
  readonly #room = new BroadcastChannel(room);
  readonly #inbox = new BroadcastChannel(inboxOf(this.#tab));
  readonly #over = new AbortController();
  #candidacy: AbortController | undefined;
  #lead: Lead | undefined;
  #leader: string | undefined;
  #link = 0;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(of: Of) {
    this.#of = of;
    this.#inbox.addEventListener("message", ({ data }: MessageEvent<InboxWord>) => {
      if (data.link !== this.#link) return;
      if ("item" in data) of.item(data.item);
      else of.line(data.line);
    });
    void this.#arrive();
  }

  /** What is wanted has changed, or whether somebody looks. */
  tell(): void {
    const { seen, subs } = this.#of.wants();
    if (seen) void this.#stand();
    else this.#candidacy?.abort();
    if (this.#leader === undefined) return;
    const wants = { to: this.#leader, from: this.#tab, link: this.#link, seen, subs };
    this.#room.postMessage({ wants } satisfies RoomWord);
  }

  leave(): void {
    this.#over.abort();
    this.#candidacy?.abort();
    clearTimeout(this.#silence);
    this.#lead?.close();
    this.#room.close();
    this.#inbox.close();
  }

  /** The leader takes whose lock is free for gone: it is held before the first word. */
  async #arrive(): Promise<void> {
    const { signal } = this.#over;
    const held = async (): Promise<void> => {
      this.#room.addEventListener("message", ({ data }: MessageEvent<RoomWord>) => {
        if ("leads" in data) this.#follow(data.leads);
      });
      this.#ask();
      this.tell();
      this.#silence = setTimeout(() => {
        if (this.#leader === undefined && this.#of.wants().seen) void this.#stand({ steal: true });
      }, silenceMs);
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));
    };
    try {
      await navigator.locks.request(inboxOf(this.#tab), { signal }, held);
    } catch (cause) {
      if (!signal.aborted) this.#of.broken(cause);
    }
  }

  #ask(): void {
    this.#room.postMessage({ asks: true } satisfies RoomWord);
  }

  #follow(leader: string): void {
    if (leader === this.#leader) return;
    this.#leader = leader;
    this.#link++;
    this.tell();
    // Should a word have overtaken another, and this one not lead any more: who does says so again.
    this.#ask();
  }

  /** Waits for the lead, and holds it until this tab goes, or had better not have it. */
  async #stand({ steal = false } = {}): Promise<void> {
    const standing = this.#candidacy && !this.#candidacy.signal.aborted;
    if (this.#lead || this.#over.signal.aborted || (standing && !steal)) return;
    this.#candidacy?.abort();
    const candidacy = (this.#candidacy = new AbortController());
    const { signal } = candidacy;
    let lead: Lead | undefined;
    const held = async (): Promise<void> => {
      if (signal.aborted) return;
      lead = this.#lead = new Lead(this.#of.url, this.#tab);
      await lead.over;
    };
    // It may be told not to wait any more, or another tab takes the lead from it.
    await navigator.locks.request(room, steal ? { steal } : { signal }, held).catch(() => {});
    lead?.close();
    if (this.#candidacy !== candidacy) return;
    this.#lead = this.#candidacy = undefined;
    if (this.#of.wants().seen) void this.#stand();
  }
}
