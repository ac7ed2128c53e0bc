import { expect, it } from "vitest";
import { webHref } from "./sources";

it.each([
  ["https://example.org/a", "https://example.org/a"],
  ["HTTP://example.org", "http://example.org/"],
  ["javascript:alert(1)", undefined],
  [" java\nscript:alert(1)", undefined],
  ["data:text/html,x", undefined],
  ["//example.org", undefined],
  ["", undefined],
])("%j is a link: %j", (url, href) => expect(webHref(url)).toBe(href));
