const name = "trackside.addTo";

/** The dataset this browser added to last: most often it is the next one, too. */
export function readLastDataset(): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepLastDataset(id: string): void {
  try {
    localStorage.setItem(name, id);
  } catch {
    // Storage may be forbidden; then the newest dataset is offered.
  }
}
