import type { Schema } from "./schema-of";

/** As much of an OpenAPI 3.1 document as ours has. */
export type Content = Record<string, { schema: Schema; example?: unknown }>;
export type Parameter = {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string;
  schema?: Schema;
  style?: "form";
  explode?: boolean;
  content?: Content;
};
export type Reference = { $ref: string };
export type Answered = {
  description: string;
  headers?: Record<string, { description: string; schema: Schema }>;
  content?: Content;
};
export type Operation = {
  operationId: string;
  summary: string;
  tags: string[];
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, Answered | Reference>;
};
export type OpenapiDocument = {
  openapi: "3.1.1";
  info: { title: string; version: string; description: string };
  servers: { url: string; description: string }[];
  tags: { name: string }[];
  security: Record<string, string[]>[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    responses: Record<string, Answered>;
    securitySchemes: Record<string, { type: string; scheme: string; description: string }>;
  };
};
