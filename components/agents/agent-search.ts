import type { Agent } from "@/server/domain/agent";

export const readAgentSearch = (params: URLSearchParams): string => params.get("q")?.trim().slice(0, 200) ?? "";

/** Every word, somewhere. */
export function fits({ id, name, description = "" }: Agent, q: string): boolean {
  const text = `${id} ${name} ${description}`.toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
