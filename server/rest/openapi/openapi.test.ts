import { test } from "vitest";
import { describeApi } from "./describe-api";
import { routeGroups } from "../routes";
import { writeFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
test("x", async () => {
  const d = describeApi(routeGroups, "1");
  writeFileSync("/tmp/client-openapi.json", JSON.stringify(d, null, 1));
  console.log(JSON.stringify(await new Validator().validate(JSON.parse(JSON.stringify(d))), null, 1).slice(0, 3000));
});
