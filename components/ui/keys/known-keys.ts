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
export const runKeys: KeyNotes = {
  group: "In the table of runs",
  notes: [
    { keys: "Space", word: "Look at the run beside the table" },
    { keys: "x", word: "Choose; with Shift up to here" },
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
/** Of a run's page: bound by it, wherever on it one is. */
export const timelineKeys = {
  group: "Timeline",
  notes: [
    { keys: "j", word: "To the steps; there the next one, also ↓" },
    { keys: "k", word: "To the steps; there the one before, also ↑" },
    { keys: "e", word: "Next error" },
    { keys: "E", word: "Previous error" },
    { keys: "n", word: "Next match of the search" },
    { keys: "N", word: "Previous match" },
    { keys: "+", word: "Zoom in" },
    { keys: "-", word: "Zoom out" },
    { keys: "0", word: "All of the time" },
    { keys: "a", word: "Earlier" },
    { keys: "d", word: "Later" },
    { keys: "l", word: "Follow what happens" },
    { keys: "p", word: "Mark the critical path" },
    { keys: "x", word: "Fold all steps" },
    { keys: "X", word: "Open all steps that are here" },
  ],
} as const satisfies KeyNotes;
export type TimelineKey = (typeof timelineKeys)["notes"][number]["keys"];
export const treeKeys: KeyNotes = {
  group: "In a run's steps",
  notes: [
    { keys: "→", word: "Unfold, then the first step in it" },
    { keys: "←", word: "Fold, then to what holds it" },
    { keys: "Enter", word: "Into the panel beside" },
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
export const allKnownKeys: readonly KeyNotes[] = [
  pageKeys,
  tableKeys,
  runKeys,
  resultKeys,
  itemKeys,
  timelineKeys,
  treeKeys,
  formKeys,
];
