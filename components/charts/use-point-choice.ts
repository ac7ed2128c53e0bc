import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";

export type Choice = { from: number; to: number };

type PointChoiceProps = {
  count: number;
  /** The point under the crosshair, which all charts beside each other share. */
  active: number | undefined;
  onActive: (at: number | undefined) => void;
  onOpen: (choice: Choice) => void;
};

const moves: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowLeft: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  PageUp: (at) => at - 7,
  PageDown: (at) => at + 7,
  Home: () => 0,
  End: (_at, last) => last,
};

/** Points by pointer or by keys: a press opens one, a drag several, Shift with the arrows likewise, and Enter. */
export function usePointChoice({ count, active, onActive, onOpen }: PointChoiceProps) {
  const [anchor, setAnchor] = useState<number>();
  const pressed = useRef(false);
  const last = count - 1;
  const held = (at: number) => Math.min(last, Math.max(0, at));
  const chosen = (at: number): Choice => ({ from: Math.min(anchor ?? at, at), to: Math.max(anchor ?? at, at) });
  const under = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return held(Math.floor(((event.clientX - left) / width) * count));
  };
  const letGo = () => {
    pressed.current = false;
    setAnchor(undefined);
  };
  return {
    selection: anchor === undefined || active === undefined || anchor === active ? undefined : chosen(active),
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        pressed.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        setAnchor(under(event));
        onActive(under(event));
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => onActive(under(event)),
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        const at = under(event);
        // A finger's first touch only looks: it has no other way to.
        const looks = event.pointerType === "touch" && anchor === at;
        if (pressed.current && !looks) onOpen(chosen(at));
        letGo();
      },
      onPointerCancel: letGo,
      onPointerLeave: () => {
        if (!pressed.current) onActive(undefined);
      },
      onBlur: () => {
        letGo();
        onActive(undefined);
      },
      onFocus: () => {
        if (active === undefined && !pressed.current) onActive(last);
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        const at = active ?? last;
        if (event.key === "Escape") setAnchor(undefined);
        if (event.key === "Enter") onOpen(chosen(at));
        const move = moves[event.key];
        if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        setAnchor(event.shiftKey ? (anchor ?? at) : undefined);
        onActive(held(move(at, last)));
      },
    },
  };
}
