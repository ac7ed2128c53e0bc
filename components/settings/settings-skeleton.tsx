import { Skeleton } from "@/components/ui/skeleton";

export function SettingsSkeleton() {
  return (
    <div className="flex max-w-3xl flex-col gap-8 px-4 md:px-5">
      {[1, 2, 3].map((part) => (
        <div key={part} className="flex flex-col gap-2.5">
          <Skeleton className="h-5 w-32" />
          <Skeleton className="h-48 w-full rounded-lg" />
        </div>
      ))}
    </div>
  );
}
