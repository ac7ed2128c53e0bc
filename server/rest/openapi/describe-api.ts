import { problem } from "@/server/domain/answers/plain-answers";
import type { Route } from "../route";
import type { Answered, Content, OpenapiDocument, Operation } from "./openapi-document";
import { parametersOf } from "./parameters";
import { refusalAnswers, refusalsOf } from "./refusals";
import { schemaOf, type Components, type Schema } from "./schema-of";

export type RouteGroups = Readonly<Record<string, readonly Route[]>>;

const description = `Runs of agents, their steps and their scores, and the datasets they are held against.
Times are epoch milliseconds, ids are opaque texts. Lists take \`limit\` and \`cursor\` and answer \`nextCursor\` and \`hasMore\`;
a repeated parameter means "or". Errors are application/problem+json.`;

/** The table all REST is served from, as an OpenAPI 3.1 document. */
export function describeApi(groups: RouteGroups, version: string): OpenapiDocument {
  const components: Components = new Map();
  schemaOf(problem, "output", components);
  const paths: OpenapiDocument["paths"] = {};
  for (const [group, routes] of Object.entries(groups))
    for (const route of routes) {
      const path = pathOf(route);
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, group, components) };
    }
  return {
    openapi: "3.1.1",
    info: { title: "Trackside", version, description },
    servers: [{ url: "/", description: "This console" }],
    tags: Object.keys(groups).map((name) => ({ name })),
    // Only a console that has a key asks for it.
    security: [{ key: [] }, {}],
    paths,
    components: {
      schemas: Object.fromEntries([...components].toSorted(([a], [b]) => a.localeCompare(b))),
      responses: refusalAnswers(),
      securitySchemes: { key: { type: "http", scheme: "bearer", description: "TRACKSIDE_API_KEY, where it is set" } },
    },
  };
}

export const pathOf = ({ path }: Route): string => path.replace(/[:*](\w+)/g, "{$1}");

function operationOf(route: Route, group: string, components: Components): Operation {
  const parameters = parametersOf(route, components);
  const content = bodyOf(route, components);
  return {
    operationId: route.name,
    summary: route.summary,
    tags: [group],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(content
      ? { requestBody: { required: !route.body?.safeParse({}).success || route.described !== undefined, content } }
      : {}),
    responses: { ...answersOf(route, components), ...refusalsOf(route) },
  };
}

function bodyOf({ body, described, files, example }: Route, components: Components): Content | undefined {
  if (files.length > 0) return Object.fromEntries(files.map((type) => [type, { schema: fileOf(type, described, components) }]));
  const schema = described ?? body;
  if (!schema) return undefined;
  return { "application/json": { schema: schemaOf(schema, "input", components), ...(example === undefined ? {} : { example }) } };
}

/** Of a file only what is JSON can be said more of than that it is one. */
function fileOf(type: string, described: Route["described"], components: Components): Schema {
  return type === "application/json" && described ? schemaOf(described, "input", components) : {};
}

const meanings: Record<string, string> = {
  200: "As asked",
  201: "Made",
  202: "Taken: it happens from now on",
  204: "Done, with nothing to say",
};

const ofStream: Record<string, string> = {
  200: "Server-sent events: `id` is an event's seq, `data` the RunEvent. It closes behind RUN_ENDED",
  204: "The run has ended, and its last event was seen",
};

function answersOf({ answers, produces }: Route, components: Components): Record<string, Answered> {
  return Object.fromEntries(
    Object.entries(answers).map(([status, schema]): [string, Answered] => {
      const answer = { description: (produces === "text/event-stream" ? ofStream : meanings)[status] ?? "" };
      if (schema)
        return [status, { ...answer, content: { "application/json": { schema: schemaOf(schema, "output", components) } } }];
      return [
        status,
        status === "204"
          ? answer
          : { ...answer, content: { [produces]: { schema: produces === "text/event-stream" ? { type: "string" } : {} } } },
      ];
    }),
  );
}
