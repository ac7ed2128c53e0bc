import type { Metadata } from "next";
import { PageFrame } from "@/components/shell/page-frame";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata: Metadata = { title: "Not found" };

export default function DatasetNotFound() {
  return (
    <PageFrame crumbs={[{ word: "Datasets", href: "/datasets" }, { word: "Not found" }]}>
      <EmptyState
        kind="not-found"
        heading="h1"
        title="There is no such dataset"
        action={<ButtonLink href="/datasets">All datasets</ButtonLink>}
      >
        It may have been deleted. The runs of its items are still there, under their agents.
      </EmptyState>
    </PageFrame>
  );
}
