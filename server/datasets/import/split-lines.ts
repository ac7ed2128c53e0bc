import { mostRowLength, tooLarge } from "./import-fault";
import type { JsonRow } from "./split-json";

/** One row a line. Lines of nothing but space are passed over. */
export class LineSplitter {
  #line = 1;
  #parts: string[] = [];
  #length = 0;

  push(text: string): JsonRow[] {
    const rows: JsonRow[] = [];
    let from = 0;
    for (let next = text.indexOf("\n"); next >= 0; next = text.indexOf("\n", from)) {
      this.#take(text.slice(from, next));
      rows.push(...this.end());
      this.#line++;
      from = next + 1;
    }
    this.#take(text.slice(from));
    return rows;
  }

  end(): JsonRow[] {
    const text = this.#parts.join("");
    this.#parts = [];
    this.#length = 0;
    return /\S/.test(text) ? [{ line: this.#line, text }] : [];
  }

  #take(piece: string): void {
    if (piece !== "") this.#parts.push(piece);
    this.#length += piece.length;
    if (this.#length > mostRowLength) throw tooLarge(this.#line, "");
  }
}
