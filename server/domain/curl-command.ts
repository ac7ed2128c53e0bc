import { quoteWord } from "./quote-word";

/** A shell takes no longer word than 128 KB; past this a value goes in by standard input. */
export const longestWord = 100_000;

type Post = { origin: string; path: string; body: object };

/** A POST as a command. A console that asks for its key gets it from the variable the CLI reads too. */
export function curlPost({ origin, path, body }: Post): string {
  const json = JSON.stringify(body);
  const command = `${curlTo(origin, path)} -H 'content-type: application/json'`;
  return json.length <= longestWord ? `${command} -d ${quoteWord(json)}` : `${command} -d @- <<'BODY'\n${json}\nBODY`;
}

export function curlTo(origin: string, path: string): string {
  const key = isLoopback(origin) ? [] : ['-H "authorization: Bearer $TRACKSIDE_API_KEY"'];
  return ["curl -sS", quoteWord(`${origin}${path}`), ...key].join(" ");
}

function isLoopback(origin: string): boolean {
  const { hostname } = new URL(origin);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
