import type { Json } from "@/server/domain/json";

/** Values that are left out of a step's attributes for their size say where they are: in the span as it was sent. */
export function pointToSpan(attributes: Record<string, Json>, href: string): Record<string, Json> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, pointed(value, href)]));
}

function pointed(value: Json, href: string): Json {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((each) => pointed(each, href));
  return value["truncated"] === true && typeof value["bytes"] === "number" ? { ...value, href } : pointToSpan(value, href);
}
