import { Skeleton } from "@/components/ui/skeleton";

export function RunViewSkeleton() {
  return (
    <>
      <div className="flex flex-col gap-2.5 px-4 pt-3.5 pb-3 md:px-5">
        <div className="flex h-7 items-center gap-3">
          <Skeleton className="h-5 w-56" />
          <Skeleton className="h-5 w-24" />
          <Skeleton className="ml-auto hidden h-7 w-48 md:block" />
        </div>
        <Skeleton className="my-1 h-3 w-96 max-w-full" />
      </div>
      <div className="flex min-h-0 flex-1 border-t border-line">
        <div className="flex-1">
          <div className="h-[26px] border-b border-line bg-sunk" />
          {Array.from({ length: 8 }, (_, row) => (
            <div key={row} className="flex h-[30px] items-center border-b border-line px-9">
              <Skeleton className="h-3 w-40" />
            </div>
          ))}
        </div>
        <div className="hidden border-l border-line bg-panel md:block md:w-[340px] lg:w-[400px]" />
      </div>
    </>
  );
}
