/** Keys that widgets answer to while they have the focus: said here once, for the list of keys; the widgets themselves act. */
export type KeyNote = { keys: string; word: string };
export type KeyNotes = { group: string; notes: readonly KeyNote[] };

export const tableKeys: KeyNotes = {
  group: "In a table",
  notes: [
    { keys: "j", word: "Next row, also ↓" },
    { keys: "k", word: "Row before, also ↑" },
    { keys: "Enter", word: "Open" },
  ],
};
export const resultKeys: KeyNotes = {
  group: "In a dataset run's results",
  notes: [
    { keys: "→", word: "Show a result's details" },
    { keys: "←", word: "Hide them" },
  ],
};
export const itemKeys: KeyNotes = {
  group: "In a dataset's items",
  notes: [
    { keys: "j", word: "Next item, also ↓" },
    { keys: "k", word: "Item before, also ↑" },
    { keys: "Enter", word: "Open" },
    { keys: "x", word: "Choose, also Space; with Shift up to here" },
    { keys: "mod+a", word: "Choose all" },
    { keys: "Delete", word: "Delete the chosen" },
    { keys: "Escape", word: "Choose none" },
  ],
};
export const treeKeys: KeyNotes = {
  group: "In a run's steps",
  notes: [
    { keys: "j", word: "Next step, also ↓" },
    { keys: "k", word: "Step before, also ↑" },
    { keys: "→", word: "Unfold" },
    { keys: "←", word: "Fold" },
    { keys: "Escape", word: "Let go of the step" },
  ],
};
export const formKeys: KeyNotes = {
  group: "In a form",
  notes: [{ keys: "mod+Enter", word: "Send it" }],
};

/** What pages bind, in the words of no page in particular. */
const pageKeys: KeyNotes = {
  group: "Where a page has it",
  notes: [
    { keys: "/", word: "Search" },
    { keys: "[", word: "Older run of a dataset" },
    { keys: "]", word: "Newer run of a dataset" },
    { keys: "Escape", word: "Close what lies beside the table" },
  ],
};

/** All there are beside those that hold anywhere, for a page that tells of them from elsewhere. */
export const allKnownKeys: readonly KeyNotes[] = [pageKeys, tableKeys, resultKeys, itemKeys, treeKeys, formKeys];
