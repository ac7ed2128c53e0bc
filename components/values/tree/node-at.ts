import type { Json } from "@/server/domain/json";

/** The node a path leads to: `$.items[3]["a b"]`. */
export function nodeAt(root: Json, path: string): Json | undefined {
  let value: Json | undefined = root;
  for (let rest = path.slice(1); rest !== "";) {
    const [whole = "", name, index, quoted] = /^(?:\.([A-Za-z_$][\w$]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\])/.exec(rest) ?? [];
    if (whole === "" || value === null || typeof value !== "object") return undefined;
    const key: string = name ?? index ?? (JSON.parse(quoted ?? '""') as string);
    value = Array.isArray(value) ? value[Number(key)] : value[key];
    rest = rest.slice(whole.length);
  }
  return value;
}
