import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { StartDatasetRunProvider } from "@/components/dataset-runs/start-action";
import { KeyListener } from "@/components/keys/key-listener";
import { FirstPaintScript } from "@/components/shell/first-paint-script";
import { Sidebar } from "@/components/shell/sidebar";
import { ApiProvider } from "@/components/trpc/provider";
import { getQueryClient, HydrateClient, trpc } from "@/components/trpc/server";
import { NowProvider } from "@/components/ui/now";
import { startDatasetRun } from "./datasets/[datasetId]/actions";

export const metadata: Metadata = {
  title: { default: "Trackside", template: "%s · Trackside" },
  description: "Run AI agents, watch every step, and find out what changed.",
};
export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fcfcfd" },
    { media: "(prefers-color-scheme: dark)", color: "#0b0c0f" },
  ],
};
// Every page carries this request's nonce, and the console's state of now.
export const dynamic = "force-dynamic";

export default async function RootLayout({ children }: { children: ReactNode }) {
  await getQueryClient().prefetchQuery(trpc.console.status.queryOptions());
  return (
    <html lang="en" suppressHydrationWarning className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body className="flex min-h-dvh text-sm">
        <FirstPaintScript />
        <a
          href="#main"
          className="sr-only z-50 rounded-md bg-ink px-3 py-1.5 text-ink-on focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          Skip to the page
        </a>
        <NowProvider at={Date.now()}>
          <ApiProvider>
            <HydrateClient>
              <StartDatasetRunProvider start={startDatasetRun}>
                <Sidebar />
                <KeyListener />
                {children}
              </StartDatasetRunProvider>
            </HydrateClient>
          </ApiProvider>
        </NowProvider>
      </body>
    </html>
  );
}
