import { Skeleton } from "@/components/ui/skeleton";

export function ItemsSkeleton() {
  return (
    <div>
      <div className="h-[30px] border-b border-line bg-sunk" />
      {Array.from({ length: 12 }, (_, row) => (
        <div key={row} className="flex h-[57px] items-center gap-6 border-b border-line px-5 sm:h-[34px]">
          <Skeleton className="h-3 w-8" />
          <Skeleton className="h-3 w-96 max-w-[60%]" />
        </div>
      ))}
    </div>
  );
}
