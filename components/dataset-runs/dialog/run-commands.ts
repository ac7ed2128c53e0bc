import { quoteWord } from "@/server/domain/quote-word";
import type { StartBody } from "./run-plan";

/** A shell takes no longer word than 128 KB; past this a value goes in by standard input. */
const longestWord = 100_000;

type Command = { datasetId: string; body: StartBody; origin: string };

/** The same dataset run as a command that waits for its end. */
export function toCli({ datasetId, body, origin }: Command): string {
  const { agentId, name, version, itemIds, failedIn, trials, concurrency, itemTimeoutMs, maxRetries, scorers, profiles } = body;
  const items = itemIds && JSON.stringify(itemIds);
  const short = items === undefined || items.length <= longestWord;
  const options: [name: string, value: string | number | undefined][] = [
    ["agent", agentId],
    ["name", name],
    ["version", version],
    ["items", short ? items : "-"],
    ["failed-in", failedIn],
    ["trials", trials],
    ["concurrency", concurrency],
    ["item-timeout", itemTimeoutMs === undefined ? undefined : itemTimeoutMs / 1000],
    ["retries", maxRetries],
    ...(scorers ?? []).map((choice): [string, string] => [
      "scorer",
      Object.keys(choice).length === 1 ? choice.id : JSON.stringify(choice),
    ]),
    ...Object.entries(profiles ?? {}).map(([profile, other]): [string, string] => [
      "profile",
      `${profile}=${typeof other === "string" ? other : JSON.stringify(other)}`,
    ]),
    ["server", origin],
  ];
  const words = options.flatMap(([option, value]) => (value === undefined ? [] : `--${option}=${quoteWord(String(value))}`));
  const command = ["npx trackside eval", quoteWord(datasetId), ...words].join(" ");
  return short ? command : `${command} <<'ITEMS'\n${items}\nITEMS`;
}

/** The same dataset run as a request. A console that asks for its key gets it from the variable the CLI reads too. */
export function toCurl({ datasetId, body, origin }: Command): string {
  const json = JSON.stringify(body);
  const key = isLoopback(origin) ? [] : ['-H "authorization: Bearer $TRACKSIDE_API_KEY"'];
  const address = quoteWord(`${origin}/api/datasets/${encodeURIComponent(datasetId)}/runs`);
  const command = ["curl -sS", address, "-H 'content-type: application/json'", ...key].join(" ");
  return json.length <= longestWord ? `${command} -d ${quoteWord(json)}` : `${command} -d @- <<'BODY'\n${json}\nBODY`;
}

function isLoopback(origin: string): boolean {
  const { hostname } = new URL(origin);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
