/** What tables answer to while a row has the focus. */
export const rowKeys = [
  { keys: "j", word: "Next row, also ↓" },
  { keys: "k", word: "Row before, also ↑" },
  { keys: "Enter", word: "Open" },
];
