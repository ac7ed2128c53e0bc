import type { KeyNote, KeyNotes } from "./known-keys";

/** One key, or two after each other ("g r"); "mod+" is ⌘ on a Mac and Ctrl elsewhere. */
export type KeyDeed = { keys: string; word: string; group: string; act: () => void };

type Listener = () => void;

/** What keys do just now: bound here and explained from here. Of two for the same keys the later one counts. */
const bound = new Map<symbol, readonly KeyDeed[]>();
const noted = new Map<symbol, KeyNotes>();
const listeners = new Set<Listener>();
let all: readonly KeyDeed[] = [];
let groups: readonly KeyNotes[] = [];

export function bindKeys(deeds: readonly KeyDeed[]): () => void {
  return keep(bound, deeds);
}

/** Keys that a widget binds itself, on itself: they are only explained from here. */
export function noteKeys(notes: KeyNotes): () => void {
  return keep(noted, notes);
}

function keep<Value>(place: Map<symbol, Value>, value: Value): () => void {
  const id = Symbol("keys");
  place.set(id, value);
  changed();
  return () => {
    place.delete(id);
    changed();
  };
}

export const boundKeys = (): readonly KeyDeed[] => all;

/** All that holds just now, as it is explained: those bound first, then those of the widgets on the page, each once. */
export const keyGroups = (): readonly KeyNotes[] => groups;

export function onKeysChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changed(): void {
  all = [...bound.values()].flat();
  const said = [
    ...all.map(({ group, keys, word }) => ({ group, keys, word })),
    ...[...noted.values()].flatMap(({ group, notes }) => notes.map((note) => ({ group, ...note }))),
  ];
  const byGroup = new Map<string, Map<string, KeyNote>>();
  for (const { group, keys, word } of said)
    byGroup.set(group, (byGroup.get(group) ?? new Map<string, KeyNote>()).set(keys, { keys, word }));
  groups = [...byGroup].map(([group, notes]) => ({ group, notes: [...notes.values()] }));
  for (const listener of listeners) listener();
}

const pauseMs = 1200;

/** What a press means, given what was pressed just before; keys may be waited for, as after "g". */
export function createKeyReader(): (
  event: Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey" | "timeStamp">,
) => KeyDeed | undefined {
  let before: { keys: string; at: number } | undefined;
  return ({ key, metaKey, ctrlKey, timeStamp }) => {
    const one = metaKey || ctrlKey ? `mod+${key.toLowerCase()}` : key;
    const two = before && timeStamp - before.at < pauseMs ? `${before.keys} ${one}` : undefined;
    before = { keys: one, at: timeStamp };
    const deed = (two === undefined ? undefined : findDeed(two)) ?? findDeed(one);
    if (deed) before = undefined;
    return deed;
  };
}

const findDeed = (keys: string): KeyDeed | undefined => all.findLast((deed) => deed.keys === keys);
