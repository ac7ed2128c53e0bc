import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { routeGroups, routes } from "../routes";
import { describeApi, pathOf } from "./describe-api";

const document = describeApi(routeGroups, "1.0.0");
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

test("the document is OpenAPI 3.1", async () => {
  const validator = new Validator();
  expect(await validator.validate(JSON.stringify(document, undefined, 1))).toEqual({ valid: true });
  expect(validator.version).toBe("3.1");
});

test("it tells of every route, each under a name of its own", () => {
  const told = operations.map(({ path, method, operation }) => `${method.toUpperCase()} ${path} ${operation.operationId}`);
  expect(told.toSorted()).toEqual(routes.map((route) => `${route.method} ${pathOf(route)} ${route.name}`).toSorted());
  expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length);
});

test("whatever it refers to is there, and every part of a path is a parameter", () => {
  const text = JSON.stringify(document);
  for (const [, ref = ""] of text.matchAll(/"\$ref":"([^"]+)"/g)) {
    const found = ref
      .split("/")
      .slice(1)
      .reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], document);
    expect(found, ref).toBeDefined();
  }
  for (const { path, operation } of operations) {
    const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === "path").map(({ name }) => `{${name}}`);
    expect(inPath).toEqual(path.match(/\{\w+\}/g) ?? []);
    expect(document.tags.map(({ name }) => name)).toEqual(expect.arrayContaining(operation.tags));
  }
});

test("what a route is told to take is what it takes", () => {
  const told = routes.filter(({ example }) => example !== undefined);
  expect(told.length).toBeGreaterThan(8);
  for (const { name, body, described, example } of told)
    expect([name, (described ?? body)?.safeParse(example).error]).toEqual([name, undefined]);
});

test("the parameters of a list are as they are used", () => {
  const named = (name: string) => document.paths["/api/runs"]?.["get"]?.parameters?.find((each) => each.name === name);
  expect(named("limit")?.schema).toEqual({ type: "integer", minimum: 1, maximum: 100, default: 20 });
  expect(named("status")).toMatchObject({
    explode: true,
    schema: { type: "array", items: { enum: expect.arrayContaining(["running", "started"]) as unknown } },
  });
  expect(named("sort")?.schema).toEqual({ type: "string", enum: ["createdAt", "durationMs", "cost"] });
  const creating = operations.filter(({ operation }) => operation.responses["201"]);
  for (const { operation } of creating) expect(operation.parameters?.map(({ name }) => name)).toContain("Idempotency-Key");
});
