/** Values leave the host as JSON text, made once. What JSON cannot carry is refused by name, never cut or bent. */
export function toJsonText(value: unknown, what: string): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new NotRecordable(what, cause);
  }
}

class NotRecordable extends Error {
  override name = "NotRecordable";
  readonly code = "NOT_RECORDABLE";

  constructor(what: string, cause: unknown) {
    const why = cause instanceof Error ? (cause.message.split("\n")[0] ?? cause.name) : "it cannot be described";
    super(`${what} cannot be recorded as JSON: ${why}. Return plain data: no cycles, no BigInt, not nested thousands deep.`, {
      cause,
    });
  }
}

const previewLength = 160;

/** The beginning of a value, in one line, for a row in a list. */
export function previewOf(value: unknown, json: string | undefined): string | undefined {
  if (json === undefined) return undefined;
  const text = typeof value === "string" ? value.slice(0, previewLength * 4) : json.slice(0, previewLength * 4);
  const line = text.replace(/\s+/g, " ").replaceAll("\0", "␀").trim();
  return line.length > previewLength ? `${cutWhole(line, previewLength)}…` : line;
}

/** Never cuts a surrogate pair in two. */
function cutWhole(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
