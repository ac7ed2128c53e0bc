import type { Route } from "../route";
import type { Answered, Reference } from "./openapi-document";

/** Every way in which a request may be refused, as one shape: RFC 9457. */
const refusals: Record<number, { name: string; description: string }> = {
  400: { name: "BadInput", description: "Malformed, or of the wrong shape: `errors` names the fields" },
  401: { name: "NotSignedIn", description: "The console asks for its key, and it was missing or wrong" },
  404: { name: "NotFound", description: "There is no such thing" },
  406: { name: "NotAcceptable", description: "It does not answer in what `Accept` asks for" },
  409: { name: "Conflict", description: "It is not in a state for this" },
  413: { name: "TooLarge", description: "The body is too large" },
  415: { name: "UnsupportedMediaType", description: "The body is of another type or encoding than is taken" },
  421: { name: "Misdirected", description: "The console does not answer to this name" },
  422: {
    name: "DoesNotFit",
    description: "It does not fit a schema of the agent or dataset, or the Idempotency-Key was used with another body",
  },
  429: { name: "TooMany", description: "Too much at once: try again after the time in Retry-After" },
  503: { name: "Overloaded", description: "The console is starting or overloaded: try again after the time in Retry-After" },
};

const retryAfter = { "retry-after": { description: "In how many seconds to try again", schema: { type: "integer" } } };

export function refusalAnswers(): Record<string, Answered> {
  const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  return Object.fromEntries(
    Object.entries(refusals).map(([status, { name, description }]) => [
      name,
      { description, ...(status === "429" || status === "503" ? { headers: retryAfter } : {}), content },
    ]),
  );
}

/** Those a route may give: its own, and those that come of what it takes and answers in. */
export function refusalsOf(route: Route): Record<string, Reference> {
  const takes = route.body !== undefined || route.described !== undefined || route.files.length > 0;
  const statuses = new Set([
    400,
    401,
    421,
    503,
    ...(route.params ? [404] : []),
    ...(route.produces === "*/*" ? [] : [406]),
    ...(takes ? [413, 415] : []),
    ...(route.answers[201] === undefined ? [] : [422]),
    ...route.refuses,
  ]);
  return Object.fromEntries(
    [...statuses]
      .toSorted((a, b) => a - b)
      .map((status) => [status, { $ref: `#/components/responses/${refusals[status]?.name}` }]),
  );
}
