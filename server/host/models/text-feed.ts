const gatherMs = 50;

/** Text as it comes, told in pieces that an eye can follow. */
export class TextFeed {
  readonly #tell: (text: string) => void;
  #text = "";
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (text: string) => void) {
    this.#tell = tell;
  }

  add(text: string): void {
    this.#text += text;
    this.#timer ??= setTimeout(() => this.#flush(), gatherMs);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#text = "";
  }

  #flush(): void {
    this.#timer = undefined;
    if (this.#text !== "") this.#tell(this.#text);
    this.#text = "";
  }
}
