"use client";

import clsx from "clsx";
import { useCallback, useEffect, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { isPhone } from "@/components/ui/is-phone";
import { narrowest, usePanelWidth, widest } from "./use-panel-width";

type DetailPanelProps = {
  /** A step is chosen: on a phone it takes the whole screen, and Escape lets go of it. */
  open: boolean;
  onClose: () => void;
  children: ReactNode;
};

/** The place beside the timeline. Its left edge can be dragged, also by the arrow keys. */
export function DetailPanel({ open, onClose, children }: DetailPanelProps) {
  const [width, setWidth] = usePanelWidth();
  const panel = useRef<HTMLDivElement>(null);
  const before = useFocusBefore(panel);
  useEffect(() => {
    if (open && isPhone()) panel.current?.focus();
  }, [open]);
  // Closed by its cross, or by Escape: one goes on where one was.
  const wasOpen = useRef(open);
  useEffect(() => {
    const closed = wasOpen.current && !open;
    wasOpen.current = open;
    const lost = document.activeElement === document.body || panel.current?.contains(document.activeElement) === true;
    if (closed && lost) before()?.focus();
  }, [open, before]);
  useEscape(panel, open, onClose);
  return (
    <div
      ref={panel}
      tabIndex={-1}
      style={{ "--panel": `${width}px` } as React.CSSProperties}
      className={clsx(
        "relative flex min-h-0 flex-col border-line bg-panel outline-none md:w-(--panel) md:max-w-[70%] md:shrink-0 md:border-l",
        open ? "max-md:fixed max-md:inset-0 max-md:z-30" : "max-md:min-h-64 max-md:border-t",
      )}
    >
      <ResizeEdge width={width} onChange={setWidth} />
      {children}
    </div>
  );
}

const keySteps: Readonly<Record<string, number>> = { ArrowLeft: 24, ArrowRight: -24 };

function ResizeEdge({ width, onChange }: { width: number; onChange: (width: number) => void }) {
  const from = useRef<{ x: number; width: number }>(undefined);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (from.current) onChange(from.current.width + from.current.x - event.clientX);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = keySteps[event.key];
    const to = event.key === "Home" ? widest : event.key === "End" ? narrowest : by === undefined ? undefined : width + by;
    if (to === undefined) return;
    event.preventDefault();
    onChange(to);
  };
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the panel"
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (from.current = undefined)}
      onKeyDown={onKeyDown}
      className="absolute inset-y-0 -left-1 z-10 w-2 cursor-col-resize touch-none outline-none after:absolute after:inset-y-0 after:left-[3px] after:w-[2px] hover:after:bg-accent-line focus-visible:after:bg-accent active:after:bg-accent max-md:hidden"
    />
  );
}

/** Of keys pressed in the panel; what is open above it, or a field that has a use for the key, comes first. */
function useEscape(panel: React.RefObject<HTMLElement | null>, open: boolean, onClose: () => void) {
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const element = panel.current;
    if (!element || !open) return;
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      close.current();
    };
    // On the document, behind React's own listeners: what stops the key there keeps it.
    const onDocument = (event: globalThis.KeyboardEvent) => {
      if (event.target instanceof Node && element.contains(event.target)) onKey(event);
    };
    addEventListener("keydown", onDocument);
    return () => removeEventListener("keydown", onDocument);
  }, [panel, open]);
}

/** The last thing outside the panel that had the focus, if it is still there. */
function useFocusBefore(panel: React.RefObject<HTMLElement | null>) {
  const last = useRef<HTMLElement>(undefined);
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && panel.current?.contains(target) !== true) last.current = target;
    };
    addEventListener("focusin", note);
    return () => removeEventListener("focusin", note);
  }, [panel]);
  return useCallback(
    () => (last.current?.isConnected === true ? last.current : document.querySelector<HTMLElement>("[role=treegrid]")),
    [],
  );
}
