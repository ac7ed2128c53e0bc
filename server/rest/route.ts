import type { z } from "zod";
import type { Context } from "@/server/context";

type Method = "GET" | "POST" | "PATCH" | "DELETE";

export type Answer = Response | { status?: number; body: unknown };

type Call<Params, Query, Body> = { ctx: Context; params: Params; query: Query; body: Body; request: Request };

/** One line of the table all REST is served from: what comes in is parsed by it, and what it does is call a verb. */
export type Route = {
  method: Method;
  path: string;
  summary: string;
  params: z.ZodType | undefined;
  query: z.ZodType | undefined;
  body: z.ZodType | undefined;
  /** Where files are handed out that may be anything, nobody is asked what he accepts. */
  produces: "application/json" | "text/event-stream" | "application/gzip" | "*/*";
  handle: (call: Call<never, never, never>) => Promise<Answer>;
};

type RouteInput<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = {
  method: Method;
  path: string;
  summary: string;
  params?: Params;
  query?: Query;
  body?: Body;
  produces?: Route["produces"];
  handle: (call: Call<z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<Answer>;
};

/** Keeps the types of a route's parts together, then lets them go, so that all fit one table. */
export function route<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(input: RouteInput<Params, Query, Body>): Route {
  const { params, query, body, produces = "application/json" } = input;
  return { ...input, params, query, body, produces, handle: input.handle };
}
