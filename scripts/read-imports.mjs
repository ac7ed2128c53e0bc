// What a TypeScript file imports, with `import type` told apart, and which file of ours each import means.
import path from "node:path";
import { parseSync } from "oxc-parser";

const typeImport = /\bimport\s*\(\s*(["'])([^"'\n]+)\1/g;

/** Returns { imports: [{ specifier, line, isType }], code }, where `code` is the text with its comments blanked out. */
export function readImports(file, text) {
  const { module, comments } = parseSync(file, text);
  const code = comments.reduce(
    (rest, { start, end }) => rest.slice(0, start) + rest.slice(start, end).replace(/[^\n]/g, " ") + rest.slice(end),
    text,
  );
  const found = [];
  for (const { moduleRequest, start } of module.staticImports) found.push(statement(moduleRequest.value, start));
  for (const { entries, start } of module.staticExports) {
    const from = entries.find((entry) => entry.moduleRequest);
    if (from) found.push(statement(from.moduleRequest.value, start));
  }
  // `import("x")` is a call or a type; the parser's module record knows only the calls.
  const calls = new Set(module.dynamicImports.map((call) => call.moduleRequest.start));
  for (const match of code.matchAll(typeImport)) {
    const quote = match.index + match[0].indexOf(match[1]);
    found.push({ specifier: match[2], start: match.index, isType: !calls.has(quote) });
  }
  const imports = found.map(({ specifier, start, isType }) => ({ specifier, isType, line: lineAt(text, start) }));
  return { imports, code };

  // `import { type A } from "x"` still loads x (verbatimModuleSyntax), so only the statement's own `type` counts.
  function statement(specifier, start) {
    return { specifier, start, isType: /^(import|export)\s+type\s(?!\s*from\b)/.test(code.slice(start, start + 40)) };
  }
}

/** The file of `known` that a specifier means, or undefined for a package or a file that is not TypeScript. */
export function resolveImport(from, specifier, known) {
  let base;
  if (specifier.startsWith("@/")) base = path.posix.normalize(specifier.slice(2));
  else if (specifier.startsWith(".")) base = path.posix.join(path.posix.dirname(from), specifier);
  else return undefined;
  const bare = base.replace(/\.js$/, "");
  return [base, `${bare}.ts`, `${bare}.tsx`, `${base}/index.ts`, `${base}/index.tsx`].find((file) => known.has(file));
}

export function lineAt(text, offset) {
  let line = 1;
  for (let i = text.indexOf("\n"); i !== -1 && i < offset; i = text.indexOf("\n", i + 1)) line++;
  return line;
}
