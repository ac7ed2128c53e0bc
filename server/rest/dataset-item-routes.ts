import { z } from "zod";
import { addItems } from "@/server/datasets/add-items";
import { deleteItems } from "@/server/datasets/delete-items";
import { getItem } from "@/server/datasets/get-item";
import { listItems } from "@/server/datasets/list-items";
import { readAdded } from "@/server/datasets/read-added";
import { updateItem } from "@/server/datasets/update-item";
import { addedItems, changedItem, itemPage, oneItem } from "@/server/domain/answers/dataset-answers";
import { datasetRef, itemChange, getItemInput, itemRef, listItemsInput, newItem, newItems } from "@/server/domain/dataset";
import { makeOnce, type Also } from "@/server/idempotency/make-once";
import { parseBody } from "./handle-request";
import { idempotencyKeyOf } from "./idempotency-key";
import { route } from "./route";

const severalItems = z.strictObject({ items: newItems });

/** One item, or several under `items`: told apart by what is there, so that a fault is named as it was written. */
function parseItems(body: unknown) {
  const isSeveral = body !== null && typeof body === "object" && "items" in body && !("input" in body);
  return isSeveral
    ? { items: parseBody(severalItems, body).items, rootOf: (at: number) => `items.${at}` }
    : { items: [parseBody(newItem, body)], rootOf: () => "" };
}

/** The items of a dataset. */
export const datasetItemRoutes = [
  route({
    method: "GET",
    path: "/api/datasets/:datasetId/items",
    name: "listItems",
    summary: "A version's items, in their order",
    params: datasetRef,
    query: listItemsInput.omit({ datasetId: true }),
    answers: { 200: itemPage },
    handle: async ({ ctx, params, query }) => ({ body: await listItems({ ctx, input: { ...query, ...params } }) }),
  }),
  route({
    method: "POST",
    path: "/api/datasets/:datasetId/items",
    name: "addItems",
    summary: "Add one item or several, as one version",
    params: datasetRef,
    body: z.unknown(),
    described: z.union([newItem, severalItems]),
    example: { items: [{ input: { message: "Where is my refund?" }, expected: { team: "billing" } }] },
    answers: { 201: addedItems },
    refuses: [409, 422],
    handle: async ({ ctx, params: { datasetId }, body, request }) => {
      const { items, rootOf } = parseItems(body);
      const key = idempotencyKeyOf(request, `add-items:${datasetId}`);
      const input = { datasetId, items };
      const make = (also?: Also) => addItems({ ctx, input, rootOf, ...(also ? { also } : {}) });
      const find = (created: string) => readAdded(ctx, datasetId, Number(created.split(":")[1]));
      return { status: 201, body: await (key === undefined ? make() : makeOnce({ ctx, key, input, make, find })) };
    },
  }),
  route({
    method: "GET",
    path: "/api/datasets/:datasetId/items/:itemId",
    name: "getItem",
    summary: "One item",
    params: itemRef,
    query: getItemInput.pick({ version: true }),
    answers: { 200: oneItem },
    handle: async ({ ctx, params, query }) => ({ body: await getItem({ ctx, input: { ...params, ...query } }) }),
  }),
  route({
    method: "PATCH",
    path: "/api/datasets/:datasetId/items/:itemId",
    name: "updateItem",
    summary: "Change an item, as one version",
    params: itemRef,
    body: itemChange,
    example: { expected: { team: "billing" }, remove: ["metadata"], ifVersion: 3 },
    answers: { 200: changedItem },
    refuses: [409, 422],
    handle: async ({ ctx, params, body }) => ({ body: await updateItem({ ctx, input: { ...body, ...params } }) }),
  }),
  route({
    method: "DELETE",
    path: "/api/datasets/:datasetId/items/:itemId",
    name: "deleteItem",
    summary: "Take an item out, as one version",
    params: itemRef,
    answers: { 204: null },
    refuses: [409],
    handle: async ({ ctx, params: { datasetId, itemId } }) => {
      await deleteItems({ ctx, input: { datasetId, itemIds: [itemId] } });
      return new Response(null, { status: 204 });
    },
  }),
];
