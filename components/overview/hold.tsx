"use client";

import {
  createContext,
  useContext,
  useEffect,
  useRef,
  useState,
  type FocusEvent,
  type PointerEvent,
  type ReactNode,
} from "react";

/** A pointer that rests is not about to press anything. */
const restMs = 4_000;

const Held = createContext(false);

/** While the pointer moves over what is inside, or the focus is on one of its rows, its lists keep their rows in place. */
export function Hold({ className, children }: { className: string; children: ReactNode }) {
  const [moving, setMoving] = useState(false);
  const [focused, setFocused] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const move = ({ pointerType }: PointerEvent) => {
    if (pointerType !== "mouse") return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setMoving(false), restMs);
    setMoving(true);
  };
  const leave = () => {
    clearTimeout(timer.current);
    setMoving(false);
  };
  const isRow = (target: EventTarget | null) => target instanceof Element && target.matches("[data-row-link]");
  return (
    <div
      className={className}
      onPointerMove={move}
      onPointerLeave={leave}
      onFocus={({ target }) => setFocused(isRow(target))}
      onBlur={({ relatedTarget }: FocusEvent) => (isRow(relatedTarget) ? undefined : setFocused(false))}
    >
      <Held value={moving || focused}>{children}</Held>
    </div>
  );
}

export function useHold(): boolean {
  return useContext(Held);
}
