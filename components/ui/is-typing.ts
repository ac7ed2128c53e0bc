const pressed = new Set(["checkbox", "radio", "button", "submit", "reset", "file", "color", "range", "image"]);

/** A key that goes into a field is no shortcut; a box that is only ticked takes no letters. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !pressed.has(target.type);
  return target instanceof HTMLElement && (target.isContentEditable || /^(?:TEXTAREA|SELECT)$/.test(target.tagName));
}
