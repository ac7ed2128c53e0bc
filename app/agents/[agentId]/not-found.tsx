import type { Metadata } from "next";
import { PageFrame } from "@/components/shell/page-frame";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata: Metadata = { title: "Not found" };

export default function AgentNotFound() {
  return (
    <PageFrame crumbs={[{ word: "Agents", href: "/agents" }, { word: "Not found" }]}>
      <EmptyState
        kind="not-found"
        heading="h1"
        title="There is no such agent"
        action={<ButtonLink href="/agents">All agents</ButtonLink>}
      >
        Its file may have been renamed or removed, or did not load: then the list of agents says why.
      </EmptyState>
    </PageFrame>
  );
}
