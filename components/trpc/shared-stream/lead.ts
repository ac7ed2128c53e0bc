import { UnionStream } from "./union-stream";
import { inboxOf, room, type InboxWord, type Item, type Line, type RoomWord, type Sub, type Wants, type WireSub } from "./words";

type Watched = { wire: string; sub: Sub; member: Member };
type Member = { link: number; seen: boolean; inbox: BroadcastChannel; watched: Map<string, Watched> };

/** Holds the stream for all tabs, its own among them, and passes on what comes to whom it belongs. */
export class Lead {
  readonly #id = crypto.randomUUID();
  readonly #room = new BroadcastChannel(room);
  readonly #over = new AbortController();
  /** Resolves when it leads no more. */
  readonly over = new Promise<void>((resolve) => {
    this.#over.signal.addEventListener("abort", () => resolve());
  });
  readonly #members = new Map<string, Member>();
  readonly #wires = new Map<string, Watched>();
  readonly #stream: UnionStream;
  readonly #ownTab: string;
  #line: Line | undefined;
  #lastWire = 0;

  constructor(url: string, ownTab: string) {
    this.#ownTab = ownTab;
    this.#stream = new UnionStream(url, () => this.#wanted(), {
      item: (item) => this.#pass(item),
      line: (line) => {
        this.#line = line;
        for (const member of this.#members.values()) tell(member, { line });
      },
    });
    this.#room.addEventListener("message", ({ data }: MessageEvent<RoomWord>) => {
      if ("asks" in data) this.#sayWhoLeads();
      if ("wants" in data && data.wants.to === this.#id) this.#hear(data.wants);
    });
    this.#sayWhoLeads();
  }

  close(): void {
    this.#over.abort();
    this.#stream.close();
    this.#room.close();
    for (const { inbox } of this.#members.values()) inbox.close();
  }

  #sayWhoLeads(): void {
    this.#room.postMessage({ leads: this.#id } satisfies RoomWord);
  }

  #hear({ from, link, seen, subs }: Wants): void {
    const member = this.#members.get(from) ?? this.#join(from, link);
    // Who follows anew says anew where it has come to.
    if (member.link !== link) this.#forget(member, []);
    Object.assign(member, { link, seen });
    this.#forget(member, subs);
    for (const sub of subs) {
      if (member.watched.has(sub.id)) continue;
      const watched = { wire: (++this.#lastWire).toString(36), sub, member };
      member.watched.set(sub.id, watched);
      this.#wires.set(watched.wire, watched);
    }
    if (this.#line) tell(member, { line: this.#line });
    // A hidden tab may be slowed down or put to sleep: one that is looked at leads better.
    const members = [...this.#members.values()];
    if (this.#members.get(this.#ownTab)?.seen === false && members.some((each) => each.seen)) this.close();
    else this.#stream.change();
  }

  #join(tab: string, link: number): Member {
    const member: Member = { link, seen: true, inbox: new BroadcastChannel(inboxOf(tab)), watched: new Map() };
    this.#members.set(tab, member);
    const leave = (): void => {
      this.#forget(member, []);
      this.#members.delete(tab);
      member.inbox.close();
      this.#stream.change();
    };
    // Its lock comes free when it goes, also without a word.
    navigator.locks.request(inboxOf(tab), { signal: this.#over.signal }, leave).catch(() => {});
    return member;
  }

  #forget(member: Member, but: readonly Sub[]): void {
    for (const [id, { wire }] of member.watched) {
      if (but.some((sub) => sub.id === id)) continue;
      member.watched.delete(id);
      this.#wires.delete(wire);
    }
  }

  #wanted(): WireSub[] {
    return [...this.#wires.values()].map(({ wire, sub }) => ({ ...sub, id: wire }));
  }

  #pass(item: Item): void {
    const watched = this.#wires.get(item.id);
    if (!watched) return;
    const { sub, member } = watched;
    if (!("data" in item)) this.#wires.delete(item.id);
    else if (item.cursor !== undefined && sub.of === "run") sub.lastEventId = item.cursor;
    tell(member, { item: { ...item, id: sub.id } });
  }
}

function tell({ inbox, link }: Member, word: { item: Item } | { line: Line }): void {
  inbox.postMessage({ link, ...word } satisfies InboxWord);
}
