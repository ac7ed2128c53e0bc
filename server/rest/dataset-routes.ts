import { createDataset } from "@/server/datasets/create-dataset";
import { deleteDataset } from "@/server/datasets/delete-dataset";
import { diffVersions } from "@/server/datasets/diff-versions";
import { getDataset } from "@/server/datasets/get-dataset";
import { listDatasets } from "@/server/datasets/list-datasets";
import { listVersions } from "@/server/datasets/list-versions";
import { updateDataset } from "@/server/datasets/update-dataset";
import { datasetPage, oneDataset, versionDiff, versionPage } from "@/server/domain/answers/dataset-answers";
import {
  createDatasetInput,
  datasetRef,
  diffVersionsInput,
  listDatasetsInput,
  listVersionsInput,
  updateDatasetInput,
} from "@/server/domain/dataset";
import { makeOnce, type Also } from "@/server/idempotency/make-once";
import { idempotencyKeyOf } from "./idempotency-key";
import { route } from "./route";

/** Datasets, and their versions. */
export const datasetRoutes = [
  route({
    method: "GET",
    path: "/api/datasets",
    name: "listDatasets",
    summary: "Datasets, newest first",
    query: listDatasetsInput,
    answers: { 200: datasetPage },
    handle: async ({ ctx, query }) => ({ body: await listDatasets({ ctx, input: query }) }),
  }),
  route({
    method: "POST",
    path: "/api/datasets",
    name: "createDataset",
    summary: "Create a dataset",
    body: createDatasetInput,
    example: { name: "refunds", description: "Refund requests of October" },
    answers: { 201: oneDataset },
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
    name: "getDataset",
    summary: "One dataset",
    params: datasetRef,
    answers: { 200: oneDataset },
    handle: async ({ ctx, params }) => ({ body: await getDataset({ ctx, input: params }) }),
  }),
  route({
    method: "PATCH",
    path: "/api/datasets/:datasetId",
    name: "updateDataset",
    summary: "Change what is said about a dataset: its name, description, schemas, metadata",
    params: datasetRef,
    body: updateDatasetInput.omit({ datasetId: true }),
    example: { name: "refunds, checked", description: null },
    answers: { 200: oneDataset },
    refuses: [409],
    handle: async ({ ctx, params, body }) => ({ body: await updateDataset({ ctx, input: { ...body, ...params } }) }),
  }),
  route({
    method: "DELETE",
    path: "/api/datasets/:datasetId",
    name: "deleteDataset",
    summary: "Delete a dataset with its versions and dataset runs",
    params: datasetRef,
    answers: { 204: null },
    refuses: [409],
    handle: async ({ ctx, params }) => {
      await deleteDataset({ ctx, input: params });
      return new Response(null, { status: 204 });
    },
  }),
  route({
    method: "GET",
    path: "/api/datasets/:datasetId/versions",
    name: "listVersions",
    summary: "A dataset's versions, newest first",
    params: datasetRef,
    query: listVersionsInput.omit({ datasetId: true }),
    answers: { 200: versionPage },
    handle: async ({ ctx, params, query }) => ({ body: await listVersions({ ctx, input: { ...query, ...params } }) }),
  }),
  route({
    method: "GET",
    path: "/api/datasets/:datasetId/versions/:a/diff/:b",
    name: "diffVersions",
    summary: "What it takes to come from one version to another",
    params: diffVersionsInput,
    answers: { 200: versionDiff },
    handle: async ({ ctx, params }) => ({ body: await diffVersions({ ctx, input: params }) }),
  }),
];
