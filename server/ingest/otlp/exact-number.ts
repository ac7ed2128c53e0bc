import type { Json } from "@/server/domain/json";

/** As JSON carries it exactly, else as text: what is above 2^53, or no number at all, would come back as another. */
export function toJsonNumber(value: number | bigint): Json {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  return Number.isFinite(value) ? value : String(value);
}

/** A number begins behind what is no part of one: the digits behind a point are not another. */
const stringOrLongNumber = /"|(?<=[:[,\s])-?\d{16,}(?=[\s,\]}]|$)/g;

/** Long whole numbers of a JSON text put in quotes, so that they are read as they were written and not rounded. */
export function quoteLongNumbers(json: string): string {
  if (!/[:[,\s]-?\d{16}/.test(json)) return json;
  const parts: string[] = [];
  let done = 0;
  stringOrLongNumber.lastIndex = 0;
  for (let found = stringOrLongNumber.exec(json); found; found = stringOrLongNumber.exec(json)) {
    const [token] = found;
    if (token === '"') stringOrLongNumber.lastIndex = endOfString(json, found.index) + 1;
    else {
      parts.push(json.slice(done, found.index), `"${token}"`);
      done = found.index + token.length;
    }
  }
  return parts.join("") + json.slice(done);
}

function endOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let slashes = 0;
    while (json.charCodeAt(end - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return json.length;
}
