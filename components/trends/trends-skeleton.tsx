import { Skeleton } from "@/components/ui/skeleton";

/** The two charts that are always there; others come only where there is something to show. */
export function TrendsSkeleton() {
  return (
    <div className="flex flex-col gap-3">
      <div className="h-7" />
      <div className="grid grid-cols-1 gap-3 md:grid-cols-2">
        {[0, 1].map((chart) => (
          <div key={chart} className="flex h-[206px] flex-col gap-3 rounded-lg border border-line bg-panel p-3">
            <Skeleton className="h-3 w-24" />
            <Skeleton className="h-4 w-16" />
            <Skeleton className="min-h-0 flex-1" />
          </div>
        ))}
      </div>
    </div>
  );
}
