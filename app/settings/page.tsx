import type { Metadata } from "next";
import { Suspense } from "react";
import { SettingsSkeleton } from "@/components/settings/settings-skeleton";
import { SettingsView } from "@/components/settings/settings-view";
import { PageFrame } from "@/components/shell/page-frame";
import { FailedBoundary } from "@/components/trpc/failed-boundary";
import { getQueryClient, HydrateClient, trpc } from "@/components/trpc/server";
import { PageTitle } from "@/components/ui/page-title";

export const metadata: Metadata = { title: "Settings" };

export default function SettingsPage() {
  const client = getQueryClient();
  void client.prefetchQuery(trpc.console.settings.queryOptions());
  void client.prefetchQuery(trpc.console.storage.queryOptions());
  void client.prefetchQuery(trpc.agents.list.queryOptions());
  return (
    <PageFrame crumbs={[{ word: "Settings" }]}>
      <HydrateClient>
        <PageTitle title="Settings" />
        <FailedBoundary what="The settings">
          <Suspense fallback={<SettingsSkeleton />}>
            <SettingsView />
          </Suspense>
        </FailedBoundary>
      </HydrateClient>
    </PageFrame>
  );
}
