import type { Metadata } from "next";
import { PageFrame } from "@/components/shell/page-frame";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <PageFrame crumbs={[{ word: "Not found" }]}>
      <EmptyState kind="not-found" heading="h1" title="There is no such page" action={<ButtonLink href="/">Overview</ButtonLink>}>
        The address may be mistyped, or what it named is gone.
      </EmptyState>
    </PageFrame>
  );
}
