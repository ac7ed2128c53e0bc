import type { Metadata } from "next";
import { PageFrame } from "@/components/shell/page-frame";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata: Metadata = { title: "Not found" };

export default function RunNotFound() {
  return (
    <PageFrame crumbs={[{ word: "Runs", href: "/runs" }, { word: "Not found" }]}>
      <EmptyState
        kind="not-found"
        heading="h1"
        title="There is no such run"
        action={<ButtonLink href="/runs">All runs</ButtonLink>}
      >
        It may have been deleted, or belong to another agent or another data folder.
      </EmptyState>
    </PageFrame>
  );
}
