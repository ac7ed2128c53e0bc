import type { inferRouterInputs, TRPCErrorShape } from "@trpc/server";
import type { AppRouter } from "@/server/router";

// What the tabs say to each other. Tabs of an older build may listen too: a change here wants another name for the room.

/** The channel all tabs are in, and the lock whose holder leads them. */
export const room = "trackside-live";
/** A tab's own channel, and the lock that it holds for as long as it is there. */
export const inboxOf = (tab: string): string => `${room}/${tab}`;

/** A subscription as the console takes it. */
export type WireSub = inferRouterInputs<AppRouter>["live"]["watch"]["subs"][number];
export type Watch = WireSub extends infer Each ? (Each extends WireSub ? Omit<Each, "id"> : never) : never;
export type Sub = Watch & { id: string };

export type Wants = { to: string; from: string; link: number; seen: boolean; subs: Sub[] };
/** Who leads? I do. This is what I want, all of it. */
export type RoomWord = { asks: true } | { leads: string } | { wants: Wants };

export type Item = { id: string } & ({ cursor?: string; data: unknown } | { ended: true } | { error: TRPCErrorShape });
/** Whether the console is reached, and if not why. */
export type Line = { up: true } | { up: false; why: string };
/** `link` says to which of a tab's wants this answers: what a leader says that is not followed any more, is void. */
export type InboxWord = { link: number } & ({ item: Item } | { line: Line });
