"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { PageTitle } from "@/components/ui/page-title";
import type { Dataset } from "@/server/domain/dataset";
import { ImportDone } from "./import-done";
import { ImportForm } from "./import-form";
import { PickFile } from "./pick-file";
import type { SentFile } from "./send-file";
import { useFileDrop } from "./use-file-drop";
import { useImport } from "./use-import";
import { useSource } from "./use-source";

type ImportViewProps = { into?: Pick<Dataset, "id" | "name" | "version" | "itemCount"> };

/** Into a dataset that is there, as it stands now. */
export function ImportIntoView({ datasetId }: { datasetId: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.datasets.get.queryOptions({ datasetId }, { refetchInterval: 5_000 }));
  return <ImportView into={data.dataset} />;
}

/** A file on its way into a dataset, or to become one: choose it, look at it, send it. */
export function ImportView({ into }: ImportViewProps) {
  const [sent, setSent] = useState<SentFile>();
  const upload = useImport(setSent);
  const begin = () => {
    upload.forget();
    setSent(undefined);
  };
  const { source, refusal, take, takeFile, drop } = useSource(begin);
  const { over, handlers } = useFileDrop((file) => (upload.sending ? undefined : takeFile(file)));
  const again = () => {
    begin();
    drop();
  };
  return (
    <div className={clsx("flex flex-1 flex-col", over && "bg-accent-wash")} {...handlers}>
      <PageTitle title={into ? `Import into ${into.name}` : "Import as a new dataset"} />
      <p role="alert" className="px-4 pb-3 text-fail [overflow-wrap:anywhere] empty:hidden md:px-5">
        {refusal}
      </p>
      {sent ? (
        <ImportDone
          sent={sent}
          datasetId={sent.dataset?.id ?? into?.id ?? ""}
          name={sent.dataset?.name ?? into?.name ?? ""}
          onAgain={again}
        />
      ) : source ? (
        <ImportForm key={source.id} source={source} into={into} upload={upload} onOther={again} />
      ) : (
        <PickFile over={over} onFile={takeFile} onText={(text) => take(new Blob([text]), "Pasted text")} />
      )}
    </div>
  );
}
