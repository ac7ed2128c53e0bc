"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import type { Dataset } from "@/server/domain/dataset";
import { DetailsFields } from "./details-fields";

/** What a dataset is called makes no version: it is said about all of them. */
export function EditDetails({ dataset, onClose }: { dataset: Dataset; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const first = useRef<HTMLInputElement>(null);
  const [details, setDetails] = useState({ name: dataset.name, description: dataset.description ?? "" });
  const save = useMutation(
    trpc.datasets.update.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries(trpc.datasets.get.queryFilter({ datasetId: dataset.id }));
        void client.invalidateQueries(trpc.datasets.list.queryFilter());
        // The title and the way here are the server's.
        router.refresh();
        onClose();
      },
    }),
  );
  const problem = save.error ? problemOf(save.error) : undefined;
  const submit = () => {
    const description = details.description.trim();
    save.mutate({
      datasetId: dataset.id,
      name: details.name.trim(),
      description: description === "" ? null : description,
    });
  };
  return (
    <Dialog title="Name and description" initialFocus={first} onClose={onClose}>
      <DialogForm
        verb="Save"
        busyVerb="Saving…"
        busy={save.isPending}
        disabled={details.name.trim() === ""}
        problem={problem ? (problem.detail ?? problem.title) : undefined}
        onSubmit={submit}
        onCancel={onClose}
      >
        <DetailsFields first={first} details={details} faults={problem?.errors ?? []} onChange={setDetails} />
      </DialogForm>
    </Dialog>
  );
}
