import { curlPost, longestWord } from "@/server/domain/curl-command";
import { quoteWord } from "@/server/domain/quote-word";
import type { StartBody } from "./run-plan";

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

/** The same dataset run as a request. */
export function toCurl({ datasetId, body, origin }: Command): string {
  return curlPost({ origin, path: `/api/datasets/${encodeURIComponent(datasetId)}/runs`, body });
}
