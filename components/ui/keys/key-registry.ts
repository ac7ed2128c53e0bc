/** One key, or two after each other ("g r"); "mod+" is ⌘ on a Mac and Ctrl elsewhere. */
export type KeyDeed = { keys: string; word: string; group: string; act: () => void };

type Listener = () => void;

/** What keys do just now: bound here and explained from here. Of two for the same keys the later one counts. */
const bound = new Map<symbol, readonly KeyDeed[]>();
const listeners = new Set<Listener>();
let all: readonly KeyDeed[] = [];

export function bindKeys(deeds: readonly KeyDeed[]): () => void {
  const id = Symbol("keys");
  bound.set(id, deeds);
  changed();
  return () => {
    bound.delete(id);
    changed();
  };
}

export const boundKeys = (): readonly KeyDeed[] => all;

export function onKeysChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changed(): void {
  all = [...bound.values()].flat();
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
