"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf, type Problem } from "@/components/trpc/problem";
import type { Dataset, Item, ItemPart } from "@/server/domain/dataset";
import type { Json } from "@/server/domain/json";

type ItemSaveInput = {
  dataset: Dataset;
  base: Item | undefined;
  onChanged: (version: number, words: string) => void;
  onClose: () => void;
};

/** The item as it is now, where it was changed by someone else meanwhile. */
export type Conflict = { item: Item; latest: number };

type ChangedPart = { name: ItemPart; value: Json | undefined };

/** Saves what was changed of an item, or adds a new one. What does not fit comes back by field; what changed meanwhile, whole. */
export function useItemSave({ dataset, base, onChanged, onClose }: ItemSaveInput) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [conflict, setConflict] = useState<Conflict>();
  const datasetId = dataset.id;
  const done = (version: number, words: string) => {
    onClose();
    onChanged(version, words);
  };
  const readConflict = async (error: unknown) => {
    if (!base || problemOf(error).status !== 409) return;
    const fresh = { staleTime: 0 };
    const { item } = await client.fetchQuery(trpc.datasets.openItem.queryOptions({ datasetId, itemId: base.id }, fresh));
    const { dataset: now } = await client.fetchQuery(trpc.datasets.get.queryOptions({ datasetId }, fresh));
    setConflict({ item, latest: now.version });
  };
  const update = useMutation(
    trpc.datasets.updateItem.mutationOptions({
      onSuccess: ({ version }) => done(version, version > dataset.version ? `Saved: this is version ${version}.` : "Saved."),
      onError: readConflict,
    }),
  );
  const add = useMutation(
    trpc.datasets.addItems.mutationOptions({
      onSuccess: ({ version }) => done(version, `Item added: this is version ${version}.`),
    }),
  );
  const save = (parts: readonly ChangedPart[], over?: number) => {
    const given = Object.fromEntries(parts.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
    if (!base) return add.mutate({ datasetId, items: [{ input: null, ...given }] });
    const remove = parts.flatMap(({ name, value }) => (value === undefined && name !== "input" ? [name] : []));
    setConflict(undefined);
    update.mutate({
      datasetId,
      itemId: base.id,
      ...given,
      ...(remove.length > 0 ? { remove } : {}),
      ifVersion: over ?? base.version,
    });
  };
  const error = base ? update.error : add.error;
  const problem = error ? atFields(problemOf(error)) : undefined;
  return {
    save,
    busy: update.isPending || add.isPending,
    problem,
    conflict,
    /** It is not there any more: nothing can be saved into it. */
    deleted: base !== undefined && problem?.status === 404,
  };
}

/** A new item is the first of a list of one; its fields are called as in the form. */
function atFields(problem: Problem): Problem {
  const errors = problem.errors.map(({ path, message }) => ({ path: path.replace(/^items\.0\./, ""), message }));
  return { ...problem, errors, ...(problem.detail ? { detail: problem.detail.replace("items.0.", "") } : {}) };
}
