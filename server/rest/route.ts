import type { z } from "zod";
import type { Context } from "@/server/context";

type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** What is answered when all went well, by status: what fits a schema, or (null) a file, a stream or nothing. */
type Answers = Readonly<Partial<Record<200 | 201 | 202 | 204, z.ZodType | null>>>;
type BodyOf<Given extends Answers> = {
  [Status in keyof Given]: Given[Status] extends z.ZodType ? z.input<Given[Status]> : never;
}[keyof Given];

export type Answer<Body = unknown> = Response | { status?: number; body: Body };

type Call<Params, Query, Body> = { ctx: Context; params: Params; query: Query; body: Body; request: Request };

/** One line of the table all REST is served from: what comes in is parsed by it, and what it does is call a verb. */
export type Route = {
  method: Method;
  path: string;
  /** What clients call it; no other route has it. */
  name: string;
  summary: string;
  params: z.ZodObject | undefined;
  query: z.ZodObject | undefined;
  body: z.ZodType | undefined;
  /** Where it is left to the handler: what a body is, for who reads of it. */
  described: z.ZodType | undefined;
  /** A body that is taken, for who reads of it. */
  example: unknown;
  /** The types of a body that is a file, which the handler reads itself. */
  files: readonly string[];
  answers: Answers;
  /** The statuses of refusals that are its own; those of a wrong shape, a wrong id or a missing key are everyone's. */
  refuses: readonly number[];
  /** Where files are handed out that may be anything, nobody is asked what he accepts. */
  produces: "application/json" | "text/event-stream" | "application/gzip" | "*/*";
  handle: (call: Call<never, never, never>) => Promise<Answer>;
};

type RouteInput<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType, Given extends Answers> = {
  method: Method;
  path: string;
  name: string;
  summary: string;
  params?: Params;
  query?: Query;
  body?: Body;
  described?: z.ZodType;
  example?: z.input<Body>;
  files?: readonly string[];
  answers: Given;
  refuses?: readonly number[];
  produces?: Route["produces"];
  handle: (call: Call<z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<Answer<BodyOf<Given>>>;
};

/** Keeps the types of a route's parts together, then lets them go, so that all fit one table. */
export function route<
  Given extends Answers,
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodUndefined,
>(input: RouteInput<Params, Query, Body, Given>): Route {
  const { params, query, body, described, example, files = [], refuses = [], produces = "application/json" } = input;
  return { ...input, params, query, body, described, example, files, refuses, produces, handle: input.handle };
}
