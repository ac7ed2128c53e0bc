"use client";

import clsx from "clsx";
import { Fragment, type ReactNode } from "react";
import type { OpenapiDocument, Operation } from "@/server/rest/openapi/openapi-document";
import { ApiList, type ApiEntry, type ApiGroup } from "./api-list";
import { CopyCurl } from "./copy-curl";
import type { CurlParts } from "./curl-of";
import { FieldLines } from "./field-lines";
import { OpeningRow } from "./opening-row";
import { OperationParts } from "./operation-parts";
import { fieldsOf } from "./type-words";

/** The document as people read it: an operation a line, which opens to all that is said of it. */
export function ApiDocs({ document }: { document: OpenapiDocument }) {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const groups = document.tags.map(({ name }): ApiGroup => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name));
    return { name, id: idOf(name), entries: own.map((one) => operationEntry(one, document)) };
  });
  const schemas = Object.entries(document.components.schemas).map(([name, schema]): ApiEntry => {
    const head = <h3 className="font-mono text-xs font-medium">{name}</h3>;
    const inside = (): ReactNode => <FieldLines way="out" lines={fieldsOf(schema)} />;
    const row = <OpeningRow id={name} head={head} inside={inside} />;
    return { id: name, text: name, row };
  });
  return <ApiList groups={[...groups, { name: "Schemas", id: "schemas", entries: schemas }]} />;
}

const idOf = (name: string): string => name.toLowerCase().replaceAll(" ", "-");

type Told = { method: string; path: string; operation: Operation };

function operationEntry({ method, path, operation }: Told, document: OpenapiDocument): ApiEntry {
  const { operationId: id, summary, parameters = [] } = operation;
  const text = [id, method, path, summary, ...parameters.flatMap(({ name, description = "" }) => [name, description])].join(" ");
  const head = (
    <h3 className="grid min-w-0 flex-1 grid-cols-[3rem_minmax(0,1fr)] items-baseline gap-x-2.5 font-normal sm:flex">
      <span className={clsx("w-12 shrink-0 font-mono text-2xs font-medium", method === "DELETE" ? "text-fail" : "text-ink-2")}>
        {method}
      </span>
      <span className="min-w-0 font-mono text-xs [overflow-wrap:anywhere] sm:shrink-0">
        <Path path={path} />
      </span>
      <span className="col-start-2 min-w-0 text-xs text-balance text-ink-2 sm:ml-auto sm:text-right">{summary}</span>
    </h3>
  );
  return {
    id,
    text,
    row: (
      <OpeningRow
        id={id}
        head={head}
        inside={() => (
          <>
            <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
              <code className="font-mono text-xs text-ink-2">{id}</code>
              <span className="sm:ml-auto">
                <CopyCurl parts={curlParts(method, path, operation)} />
              </span>
            </div>
            <OperationParts operation={operation} document={document} />
          </>
        )}
      />
    ),
  };
}

/** A long one breaks before a slash. */
function Path({ path }: { path: string }): ReactNode {
  return path
    .split("/")
    .slice(1)
    .map((part, at) => (
      <Fragment key={`${part} ${at}`}>
        <wbr />/{part.startsWith("{") ? <span className="text-ink-2">{part}</span> : part}
      </Fragment>
    ));
}

/** A new thing made of a file is named in the query. */
function curlParts(method: string, path: string, { requestBody, responses, parameters = [] }: Operation): CurlParts {
  const types = Object.keys(requestBody?.content ?? {});
  const example = requestBody?.content["application/json"]?.example;
  const isFile = types.length > 1;
  const answered = responses["200"];
  const stream = answered !== undefined && "content" in answered && "text/event-stream" in (answered.content ?? {});
  const isNamed = isFile && parameters.some(({ in: where, name }) => where === "query" && name === "name");
  return {
    method,
    path: isNamed ? `${path}?name={name}` : path,
    ...(requestBody && !isFile ? { body: typeof example === "object" && example !== null ? example : {} } : {}),
    ...(isFile && types[0] !== undefined ? { file: types[0] } : {}),
    ...(stream ? { stream } : {}),
  };
}
