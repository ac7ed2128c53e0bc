import { expect, test } from "vitest";
import { applyEnvironment } from "./apply-environment";

const config = {
  concurrency: 8,
  models: {
    fast: { provider: "openai" as const, model: "small", parameters: { temperature: 0, seed: 1 } },
    slow: { provider: "anthropic" as const, model: "large" },
  },
  environments: {
    prod: {
      concurrency: 2,
      models: { fast: { model: "big", parameters: { temperature: 1 } }, own: { provider: "offline" as const, model: "x" } },
    },
  },
};

test("an environment's settings stand over the rest, setting by setting", () => {
  const { config: applied, models, problems } = applyEnvironment(config, "prod");
  expect(applied.concurrency).toBe(2);
  expect(models).toEqual({
    fast: { provider: "openai", model: "big", parameters: { temperature: 1, seed: 1 } },
    slow: { provider: "anthropic", model: "large" },
    own: { provider: "offline", model: "x" },
  });
  expect(problems).toEqual([]);
});

test("without one the rest holds; one that is not there, and a faulty profile, are named", () => {
  expect(applyEnvironment(config, undefined).models).toEqual(config.models);
  expect(applyEnvironment(config, "prodd").problems).toEqual(['TRACKSIDE_ENV is "prodd", and its environments are prod.']);
  const faulty = applyEnvironment({ models: { fast: { provider: "openai", model: "" }, slow: config.models.slow } }, undefined);
  const password = { fast: { provider: "openai" as const, model: "x", baseURL: "https://me:secret@example.org/v1" } };
  expect(applyEnvironment({ models: password }, undefined).problems).toEqual([
    expect.stringMatching(/must hold no password/) as string,
  ]);
  expect(Object.keys(faulty.models)).toEqual(["slow"]);
  expect(faulty.problems).toEqual([expect.stringMatching(/^The model profile "fast" is not right: .*model/) as string]);
});
