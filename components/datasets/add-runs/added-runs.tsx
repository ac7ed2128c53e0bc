"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { datasetHref } from "@/components/datasets/dataset-address";
import { Button } from "@/components/ui/button";
import { CheckIcon } from "@/components/ui/icons";
import type { Added } from "./use-add-runs";

export function AddedRuns({ added: { dataset, version, itemIds }, onClose }: { added: Added; onClose: () => void }) {
  const done = useRef<HTMLButtonElement>(null);
  // The button that was pressed is gone.
  useEffect(() => done.current?.focus(), []);
  const [first] = itemIds;
  const one = itemIds.length === 1 && first !== undefined;
  return (
    <>
      <p role="status" className="flex items-start gap-2 p-4 [overflow-wrap:anywhere]">
        <CheckIcon className="mt-0.5 shrink-0 text-ok" />
        <span>
          {one ? "Added" : `${itemIds.length} items added`} to <strong className="font-medium">{dataset.name}</strong>, now
          version {version}.{" "}
          <Link href={datasetHref(dataset.id, one ? { item: first } : {})} className="rounded-sm text-accent-ink hover:underline">
            {one ? "See the item" : "See the dataset"}
          </Link>
        </span>
      </p>
      <div className="flex justify-end border-t border-line px-4 py-3">
        <Button ref={done} look="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </>
  );
}
