/** Up to where each subscription of a stream has been told: a seq, or that nothing more will come. */
export type StreamCursors = ReadonlyMap<string, string>;

export const closed = "-";
export const subIdPattern = "[a-z0-9]{1,8}";
const cursorPattern = `${subIdPattern}\\.(?:\\d{1,20}|${closed})`;
export const streamCursorsPattern = new RegExp(`^${cursorPattern}(?:,${cursorPattern})*$`);

/** They are the id of each event, so that a browser that connects again says all of them. */
export function writeCursors(cursors: StreamCursors): string {
  return [...cursors].map(([id, cursor]) => `${id}.${cursor}`).join(",");
}

export function readCursors(text: string): StreamCursors {
  return new Map(
    text.split(",").map((pair) => {
      const dot = pair.indexOf(".");
      return [pair.slice(0, dot), pair.slice(dot + 1)];
    }),
  );
}
