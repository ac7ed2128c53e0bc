import type { Metadata } from "next";
import { PageFrame } from "@/components/shell/page-frame";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata: Metadata = { title: "Not found" };

export default function DatasetRunNotFound() {
  return (
    <PageFrame crumbs={[{ word: "Datasets", href: "/datasets" }, { word: "Not found" }]}>
      <EmptyState
        kind="not-found"
        heading="h1"
        title="There is no such dataset run"
        action={<ButtonLink href="/datasets">All datasets</ButtonLink>}
      >
        It may have been deleted, by itself or with its dataset, or belong to another dataset or another data folder.
      </EmptyState>
    </PageFrame>
  );
}
