import { afterEach, expect, test } from "vitest";
import { bindKeys, boundKeys, createKeyReader, keyGroups, noteKeys } from "./key-registry";

const unbind: (() => void)[] = [];
afterEach(() => {
  for (const one of unbind.splice(0)) one();
});
const bind = (...keys: string[]): void => {
  unbind.push(bindKeys(keys.map((one) => ({ keys: one, word: one, group: "Here", act: () => {} }))));
};
const press = (read: ReturnType<typeof createKeyReader>, key: string, at: number, mod = false): string | undefined =>
  read({ key, timeStamp: at, metaKey: mod, ctrlKey: false })?.keys;

test("one key, one with ⌘, and two after each other are told apart", () => {
  bind("r", "g r", "mod+k");
  const read = createKeyReader();
  expect(press(read, "r", 0)).toBe("r");
  expect(press(read, "g", 100)).toBeUndefined();
  expect(press(read, "r", 300)).toBe("g r");
  expect(press(read, "r", 400)).toBe("r");
  expect(press(read, "k", 500)).toBeUndefined();
  expect(press(read, "K", 600, true)).toBe("mod+k");
  // Too late for the second half.
  expect(press(read, "g", 1000)).toBeUndefined();
  expect(press(read, "r", 3000)).toBe("r");
});

test("what was bound last counts, and is explained as long as it is bound", () => {
  bind("/");
  const release = bindKeys([{ keys: "/", word: "the other", group: "Here", act: () => {} }]);
  const read = createKeyReader();
  const word = () => read({ key: "/", timeStamp: 0, metaKey: false, ctrlKey: false })?.word;
  expect(word()).toBe("the other");
  release();
  expect(word()).toBe("/");
  expect(boundKeys().map((deed) => deed.keys)).toEqual(["/"]);
});

test("what is bound and what widgets note is explained together, group by group, each key once", () => {
  const act = () => {};
  unbind.push(bindKeys([{ keys: "j", word: "Next row", group: "In a table", act }]));
  const notes = [
    { keys: "j", word: "Next row" },
    { keys: "Enter", word: "Open" },
  ];
  unbind.push(noteKeys({ group: "In a table", notes }), noteKeys({ group: "In a table", notes }));
  expect(keyGroups()).toEqual([{ group: "In a table", notes }]);
  expect(createKeyReader()({ key: "Enter", timeStamp: 0, metaKey: false, ctrlKey: false })).toBeUndefined();
  for (const one of unbind.splice(0)) one();
  expect(keyGroups()).toEqual([]);
});
