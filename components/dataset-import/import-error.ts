/** What went wrong with a file on its way, in the shape in which every failed call says it. */
export class ImportError extends Error {
  readonly data: { problem: unknown };

  constructor(problem: unknown, cause?: unknown) {
    super("the import failed", cause === undefined ? undefined : { cause });
    this.data = { problem };
  }
}

export const notSent = {
  title: "The file could not be sent",
  detail:
    "The file could not be read or sent to its end. If it was changed since you chose it, choose it again; else see whether the console still runs.",
};

/** What stands between us and the console may answer with a page of its own. */
export function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { title: "The answer could not be read", detail: "The file was sent, but what answered was not the console." };
  }
}
