export type KeyPanel = "palette" | "help";

let opener: ((panel: KeyPanel) => void) | undefined;

/** From a button, which does not know where the panel hangs. */
export function openPanel(panel: KeyPanel): void {
  opener?.(panel);
}

export function onOpen(open: (panel: KeyPanel) => void): () => void {
  opener = open;
  return () => {
    if (opener === open) opener = undefined;
  };
}
