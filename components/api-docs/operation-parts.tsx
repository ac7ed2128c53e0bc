import type { ReactNode } from "react";
import type { Answered, OpenapiDocument, Operation, Parameter, Reference } from "@/server/rest/openapi/openapi-document";
import { FieldLines, TypeOf, Words, type Line } from "./field-lines";
import { fieldsOf, isSchema } from "./type-words";

/** All that is said of an operation beside its name: what it takes, and what it answers. */
export function OperationParts({ operation, document }: { operation: Operation; document: OpenapiDocument }) {
  const { parameters = [], requestBody, responses } = operation;
  return (
    <div className="flex flex-col gap-3">
      {parameters.length > 0 ? (
        <Part title="Parameters">
          <FieldLines way="in" lines={parameters.map(lineOf)} />
        </Part>
      ) : null}
      {requestBody ? <Bodies content={requestBody.content} /> : null}
      <Part title="Answers">
        <ul className="flex flex-col">
          {Object.entries(responses).map(([status, answer]) => (
            <Answer key={status} status={status} answer={"$ref" in answer ? found(answer, document) : answer} />
          ))}
        </ul>
      </Part>
    </div>
  );
}

function lineOf({ name, in: place, required, description: about, schema, content }: Parameter): Line {
  const inside = schema ?? content?.["application/json"]?.schema ?? {};
  return { name, place: place === "path" ? "address" : place, required, about, schema: inside };
}

function found({ $ref }: Reference, { components }: OpenapiDocument): Answered {
  return components.responses[$ref.replace("#/components/responses/", "")] ?? { description: "" };
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h4 className="mb-0.5 text-xs font-medium text-ink-3">{title}</h4>
      {children}
    </section>
  );
}

function Bodies({ content }: { content: NonNullable<Operation["requestBody"]>["content"] }) {
  const types = Object.keys(content);
  const { schema, example } = content["application/json"] ?? {};
  const choices = Array.isArray(schema?.["anyOf"]) ? schema["anyOf"].filter(isSchema) : [];
  return (
    <Part title={types.length === 1 && types[0] === "application/json" ? "Body" : `Body: ${types.join(", ")}`}>
      {choices.length > 0 ? (
        choices.map((each, at) => (
          <div key={JSON.stringify(each)}>
            {at > 0 ? <p className="py-1 text-xs text-ink-3">or</p> : null}
            <FieldLines way="in" lines={fieldsOf(each)} />
          </div>
        ))
      ) : (
        <FieldLines way="in" lines={schema ? fieldsOf(schema) : []} />
      )}
      {types.length > 1 ? <p className="text-xs text-ink-2">The file itself, as one of these types.</p> : null}
      {example === undefined ? null : (
        <>
          <p className="mt-1.5 text-xs text-ink-3">For example</p>
          <pre className="mt-1 overflow-x-auto rounded-md border border-line bg-sunk px-3 py-2 font-mono text-xs" tabIndex={0}>
            {JSON.stringify(example, undefined, 2)}
          </pre>
        </>
      )}
    </Part>
  );
}

function Answer({ status, answer: { description, content } }: { status: string; answer: Answered }) {
  const [[type, value] = []] = Object.entries(content ?? {});
  const isOwn = status.startsWith("2");
  return (
    <li className="py-1">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <code className={isOwn ? "font-mono text-xs text-ok" : "font-mono text-xs text-ink-2"}>{status}</code>
        <span className="text-xs text-ink-2">
          <Words text={description} />
        </span>
        {isOwn && type !== undefined && type !== "application/json" ? <code className="font-mono text-xs">{type}</code> : null}
        {isOwn && type === "application/json" && value && fieldsOf(value.schema).length === 0 ? (
          <TypeOf schema={value.schema} />
        ) : null}
      </p>
      {isOwn && value ? <FieldLines way="out" lines={fieldsOf(value.schema)} depth={1} /> : null}
    </li>
  );
}
