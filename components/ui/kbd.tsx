export function Kbd({ children }: { children: string }) {
  return (
    <kbd
      aria-hidden="true"
      className="rounded-sm border border-current/25 px-1 font-mono text-2xs leading-4 opacity-75 max-md:hidden"
    >
      {children}
    </kbd>
  );
}
