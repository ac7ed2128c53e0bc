import { curlPost, curlTo } from "@/server/domain/curl-command";
import { quoteWord } from "@/server/domain/quote-word";

/** What a command needs to be made, of an operation: what stands for the reader to fill in is in capitals. */
export type CurlParts = { method: string; path: string; body?: object; file?: string; stream?: boolean };

const endings: Record<string, string> = { "text/csv": "csv", "application/json": "json" };

export function curlOf({ method, path, body, file, stream = false }: CurlParts, origin: string): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => name.replace(/([a-z])([A-Z])/g, "$1_$2").toUpperCase());
  if (method === "POST" && body !== undefined) return curlPost({ origin, path: filled, body });
  const parts = [curlTo(origin, filled)];
  if (stream) parts.push("-N");
  if (method !== "GET") parts.push(`-X ${method}`);
  if (body !== undefined) parts.push("-H 'content-type: application/json'", `-d ${quoteWord(JSON.stringify(body))}`);
  if (file !== undefined) parts.push(`-H ${quoteWord(`content-type: ${file}`)}`, `--data-binary @FILE.${endings[file] ?? "bin"}`);
  return parts.join(" ");
}
