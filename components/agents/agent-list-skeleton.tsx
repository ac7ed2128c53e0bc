import { Skeleton } from "@/components/ui/skeleton";

export function AgentListSkeleton({ words }: { words?: string }) {
  return (
    <div className="flex flex-col gap-4 px-4 pb-4 md:px-5 md:pb-5">
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,300px),1fr))] gap-3">
        {[0, 1, 2].map((card) => (
          <div key={card} className="flex min-h-34 flex-col gap-2.5 rounded-lg border border-line bg-panel p-3.5">
            <Skeleton className="mt-1 h-3.5 w-32" />
            <Skeleton className="h-3 w-full" />
            <Skeleton className="h-3 w-2/3" />
          </div>
        ))}
      </div>
      {words === undefined ? null : (
        <p role="status" className="text-xs text-ink-3">
          {words}
        </p>
      )}
    </div>
  );
}
