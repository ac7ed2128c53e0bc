"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import { keepLastDataset } from "./last-dataset";
import type { Json } from "@/server/domain/json";

/** A dataset that is there, or one that is made for the items. */
export type DatasetChoice = { id: string; name: string } | { id?: never; name: string };
export type Added = { dataset: { id: string; name: string }; version: number; itemIds: string[] };
type Asked = { choice: DatasetChoice; runIds: string[]; withExpected: boolean; input?: Json; expected?: Json };

/** Adds the runs; a dataset that was made for them and got none is taken away again. */
export function useAddRuns(onAdded: (added: Added) => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const create = useMutation(trpc.datasets.create.mutationOptions());
  const addRuns = useMutation(trpc.datasets.addRuns.mutationOptions());
  const remove = useMutation(trpc.datasets.delete.mutationOptions());
  return useMutation({
    mutationFn: async ({ choice, ...runs }: Asked): Promise<Added> => {
      const { name } = choice;
      const id = choice.id ?? (await create.mutateAsync({ name })).dataset.id;
      try {
        const { items, version } = await addRuns.mutateAsync({ datasetId: id, ...runs });
        return { dataset: { id, name }, version, itemIds: items.map((item) => item.id) };
      } catch (error) {
        if (choice.id === undefined) await remove.mutateAsync({ datasetId: id });
        throw error;
      } finally {
        await client.invalidateQueries(trpc.datasets.pathFilter());
      }
    },
    onSuccess: (added) => {
      keepLastDataset(added.dataset.id);
      onAdded(added);
    },
  });
}
