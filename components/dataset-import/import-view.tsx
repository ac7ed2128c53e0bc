"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { PageTitle } from "@/components/ui/page-title";
import type { Dataset } from "@/server/domain/dataset";
import { ImportDone } from "./import-done";
import { ImportForm } from "./import-form";
import type { ImportSource } from "./import-source";
import { PickFile } from "./pick-file";
import type { SentFile } from "./send-file";

type ImportViewProps = { into?: Pick<Dataset, "id" | "name" | "version" | "itemCount"> };

/** Into a dataset that is there, as it stands now. */
export function ImportIntoView({ datasetId }: { datasetId: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.datasets.get.queryOptions({ datasetId }, { refetchInterval: 5_000 }));
  return <ImportView into={data.dataset} />;
}

/** A file on its way into a dataset, or to become one: choose it, look at it, send it. */
export function ImportView({ into }: ImportViewProps) {
  const [source, setSource] = useState<ImportSource>();
  const [sent, setSent] = useState<SentFile>();
  const again = () => {
    setSource(undefined);
    setSent(undefined);
  };
  return (
    <>
      <PageTitle title={into ? `Import into ${into.name}` : "Import as a new dataset"} />
      {sent ? (
        <ImportDone
          sent={sent}
          datasetId={sent.dataset?.id ?? into?.id ?? ""}
          name={sent.dataset?.name ?? into?.name ?? ""}
          onAgain={again}
        />
      ) : source ? (
        <ImportForm key={source.id} source={source} into={into} onDone={setSent} onOther={again} />
      ) : (
        <PickFile onPick={setSource} />
      )}
    </>
  );
}
