import { z } from "zod";
import { route } from "../route";
import { describeApi, type RouteGroups } from "./describe-api";
import type { OpenapiDocument } from "./openapi-document";

const openapi = z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) });

const described = new WeakMap<RouteGroups, OpenapiDocument>();

/** The document of a table; it does not change while the console lives. */
export function documentOf(groups: RouteGroups, version: string): OpenapiDocument {
  const document = described.get(groups) ?? describeApi(groups, version);
  described.set(groups, document);
  return document;
}

export function openapiRoute(groups: () => RouteGroups) {
  return route({
    method: "GET",
    path: "/api/openapi.json",
    name: "getOpenapi",
    summary: "This API as an OpenAPI 3.1 document",
    answers: { 200: openapi },
    handle: async ({ ctx }) => ({ body: documentOf(groups(), ctx.version) }),
  });
}
