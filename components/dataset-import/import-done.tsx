"use client";

import { useEffect, useRef } from "react";
import { datasetHref } from "@/components/datasets/dataset-address";
import { Button, ButtonLink } from "@/components/ui/button";
import { CheckIcon } from "@/components/ui/icons";
import { formatCount } from "@/server/domain/format";
import type { SentFile } from "./send-file";

type ImportDoneProps = { sent: SentFile; datasetId: string; name: string; onAgain: () => void };

export function ImportDone({ sent: { imported, version, dataset }, datasetId, name, onAgain }: ImportDoneProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that was pressed is gone: go on where the answer is.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-6 py-16 text-center">
      <CheckIcon width={22} height={22} className="mb-4 text-ok" />
      <h2 ref={heading} tabIndex={-1} className="text-base font-semibold outline-none">
        {formatCount(imported)} {imported === 1 ? "item" : "items"} imported
      </h2>
      <p className="mt-1 text-ink-2 [overflow-wrap:anywhere]">
        {dataset ? `They are the new dataset ${name}, version ${version}.` : `${name} is now at version ${version}.`}
      </p>
      <div className="mt-5 flex flex-wrap justify-center gap-2">
        <ButtonLink look="primary" href={datasetHref(datasetId)}>
          See the items
        </ButtonLink>
        <Button onClick={onAgain}>Import another file</Button>
      </div>
    </div>
  );
}
