import type { Route } from "./route";

type Match = { route: Route; params: Record<string, string> };
export type Matched = { match: Match } | { allowed: string[] };

/** Finds the route of a method and path; where only the method is wrong, says which ones there are. */
export function matchRoute(routes: readonly Route[], method: string, pathname: string): Matched {
  const parts = pathname.split("/").map(decode);
  const fitting = routes.flatMap((route) => {
    const params = matchPath(route.path.split("/"), parts);
    return params ? [{ route, params }] : [];
  });
  const asked = method === "HEAD" ? "GET" : method;
  const match = fitting.find(({ route }) => route.method === asked);
  return match ? { match } : { allowed: allowedOf(fitting.map(({ route }) => route.method)) };
}

function allowedOf(methods: string[]): string[] {
  if (methods.length === 0) return [];
  return [...new Set([...methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])), "OPTIONS"])];
}

function matchPath(pattern: string[], parts: string[]): Record<string, string> | undefined {
  const rest = pattern.at(-1)?.startsWith("*") === true;
  if (rest ? pattern.length > parts.length : pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, piece] of pattern.entries()) {
    const part = parts[at] ?? "";
    if (piece.startsWith("*")) {
      // A slash that was written %2F is no part of any file's name, and must not become a step down.
      if (parts.slice(at).some((each) => each.includes("/"))) return undefined;
      params[piece.slice(1)] = parts.slice(at).join("/");
    } else if (piece.startsWith(":")) params[piece.slice(1)] = part;
    else if (piece !== part) return undefined;
  }
  return params;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
