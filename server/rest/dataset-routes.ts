import { createDataset } from "@/server/datasets/create-dataset";
import { deleteDataset } from "@/server/datasets/delete-dataset";
import { diffVersions } from "@/server/datasets/diff-versions";
import { getDataset } from "@/server/datasets/get-dataset";
import { listDatasets } from "@/server/datasets/list-datasets";
import { listVersions } from "@/server/datasets/list-versions";
import { updateDataset } from "@/server/datasets/update-dataset";
import {
  createDatasetInput,
  datasetRef,
  diffVersionsInput,
  listDatasetsInput,
  listVersionsInput,
  updateDatasetInput,
} from "@/server/domain/dataset";
import { makeOnce, type Also } from "@/server/idempotency/make-once";
import { z } from "zod";
import { idempotencyKeyOf } from "./idempotency-key";
import { given, one, oneNumber } from "./query";
import { route } from "./route";

const listQuery = z
  .strictObject({ q: one.optional(), limit: oneNumber.optional(), cursor: one.optional() })
  .transform(given)
  .pipe(listDatasetsInput);
const versionsQuery = z
  .strictObject({ limit: oneNumber.optional(), cursor: one.optional() })
  .transform(given)
  .pipe(listVersionsInput.omit({ datasetId: true }));
const twoVersions = z.strictObject({
  datasetId: datasetRef.shape.datasetId,
  a: z
    .string()
    .regex(/^\d{1,15}$/, "a version is a whole number")
    .transform(Number)
    .pipe(diffVersionsInput.shape.a),
  b: z
    .string()
    .regex(/^\d{1,15}$/, "a version is a whole number")
    .transform(Number)
    .pipe(diffVersionsInput.shape.b),
});

/** Datasets, and their versions. */
export const datasetRoutes = [
  route({
    method: "GET",
    path: "/api/datasets",
    summary: "Datasets, newest first",
    query: listQuery,
    handle: async ({ ctx, query }) => ({ body: await listDatasets({ ctx, input: query }) }),
  }),
  route({
    method: "POST",
    path: "/api/datasets",
    summary: "Create a dataset",
    body: createDatasetInput,
    handle: async ({ ctx, body: input, request }) => {
      const key = idempotencyKeyOf(request, "create-dataset");
      const make = (also?: Also) => createDataset({ ctx, input, ...(also ? { also } : {}) });
      const find = (datasetId: string) => getDataset({ ctx, input: { datasetId } });
      return { status: 201, body: await (key === undefined ? make() : makeOnce({ ctx, key, input, make, find })) };
    },
  }),
  route({
    method: "GET",
    path: "/api/datasets/:datasetId",
    summary: "One dataset",
    params: datasetRef,
    handle: async ({ ctx, params }) => ({ body: await getDataset({ ctx, input: params }) }),
  }),
  route({
    method: "PATCH",
    path: "/api/datasets/:datasetId",
    summary: "Change what is said about a dataset: its name, description, schemas, metadata",
    params: datasetRef,
    body: updateDatasetInput.omit({ datasetId: true }),
    handle: async ({ ctx, params, body }) => ({ body: await updateDataset({ ctx, input: { ...body, ...params } }) }),
  }),
  route({
    method: "DELETE",
    path: "/api/datasets/:datasetId",
    summary: "Delete a dataset with its versions and dataset runs",
    params: datasetRef,
    handle: async ({ ctx, params }) => {
      await deleteDataset({ ctx, input: params });
      return new Response(null, { status: 204 });
    },
  }),
  route({
    method: "GET",
    path: "/api/datasets/:datasetId/versions",
    summary: "A dataset's versions, newest first",
    params: datasetRef,
    query: versionsQuery,
    handle: async ({ ctx, params, query }) => ({ body: await listVersions({ ctx, input: { ...query, ...params } }) }),
  }),
  route({
    method: "GET",
    path: "/api/datasets/:datasetId/versions/:a/diff/:b",
    summary: "What it takes to come from one version to another",
    params: twoVersions,
    handle: async ({ ctx, params }) => ({ body: await diffVersions({ ctx, input: params }) }),
  }),
];
