import { z } from "zod";
import type { Route } from "../route";
import { withoutDefault } from "../query";
import type { Parameter } from "./openapi-document";
import { schemaOf, type Components } from "./schema-of";

/** What a route takes beside its body. */
export function parametersOf(route: Route, components: Components): Parameter[] {
  return [...inPath(route, components), ...inQuery(route.query, components), ...inHeaders(route)];
}

function inPath({ path, params }: Route, components: Components): Parameter[] {
  return path.split("/").flatMap((part): Parameter[] => {
    if (!/^[:*]/.test(part)) return [];
    const name = part.slice(1);
    const schema = schemaOf(params?.shape[name] as z.ZodType, "input", components);
    const rest = part.startsWith("*") ? { description: "May have slashes in it, and is not to be encoded where these are" } : {};
    return [{ name, in: "path", required: true, ...rest, schema }];
  });
}

function inQuery(query: z.ZodObject | undefined, components: Components): Parameter[] {
  return Object.entries((query?.shape ?? {}) as Record<string, z.ZodType>).map(([name, field]) => {
    const { description, ...schema } = schemaOf(field, "input", components) as { description?: string };
    const wanted = withoutDefault(field);
    const common = { name, in: "query", required: false, ...(description === undefined ? {} : { description }) } as const;
    if (wanted instanceof z.ZodArray) return { ...common, schema, style: "form", explode: true };
    return wanted instanceof z.ZodRecord ? { ...common, content: { "application/json": { schema } } } : { ...common, schema };
  });
}

function inHeaders({ method, answers, produces }: Route): Parameter[] {
  if (method === "POST" && answers[201] !== undefined)
    return [
      {
        name: "Idempotency-Key",
        in: "header",
        required: false,
        description: "Asked again with the same key and body, it answers with what was made then. Kept for 24 hours",
        schema: { type: "string", minLength: 1, maxLength: 255 },
      },
    ];
  if (produces !== "text/event-stream") return [];
  const description = "The `id:` of the last event that was seen: the stream goes on behind it";
  return [{ name: "Last-Event-ID", in: "header", required: false, description, schema: { type: "string" } }];
}
