import type { Answer, Route } from "./route";

/** In tests and development every answer is held against what the table says of it, so that what is published is true. */
export function checkAnswer({ name, answers }: Route, answer: Answer): void {
  const status = answer instanceof Response ? answer.status : (answer.status ?? 200);
  const schema = Object.entries(answers).find(([each]) => Number(each) === status)?.[1];
  if (schema === undefined) throw new Error(`${name} answered with ${status}, which its route does not say`);
  if (answer instanceof Response ? schema !== null : schema === null)
    throw new Error(`${name} answered with ${schema === null ? "a body" : "a response"} where its route says otherwise`);
  if (answer instanceof Response || schema === null) return;
  const parsed = schema.safeParse(JSON.parse(JSON.stringify(answer.body)));
  if (parsed.error) throw new Error(`${name}, ${status}: the answer is not what its route says`, { cause: parsed.error });
}
