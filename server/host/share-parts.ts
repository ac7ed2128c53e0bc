/** Shorter texts cost less where they stand than a reference to them would. */
const leastShared = 1024;

/** Text, and the parts of it that are likely to come again in another: from, to. */
export type SharingText = { text: string; shared: [from: number, to: number][] };

/** Joins texts; those in brackets are marked as likely to come again, where that is worth it. */
export function shareParts(parts: (string | [likely: string])[]): SharingText {
  let text = "";
  const shared: [number, number][] = [];
  for (const part of parts) {
    const own = typeof part === "string" ? part : part[0];
    if (typeof part !== "string" && own.length >= leastShared) shared.push([text.length, text.length + own.length]);
    text += own;
  }
  return { text, shared };
}

/**
 * A list that grows from call to call, as a chat does: long elements by themselves, short ones in groups that are cut the
 * same way each time, so that what was said before is stored once however often it is sent again.
 */
export function growingList(elements: string[]): (string | [likely: string])[] {
  const groups: string[] = [];
  let group = "";
  const close = (): void => {
    if (group !== "") groups.push(group);
    group = "";
  };
  for (const element of elements) {
    if (element.length >= leastShared) close();
    group += group === "" ? element : `,${element}`;
    if (group.length >= leastShared) close();
  }
  close();
  return ["[", ...groups.flatMap((one, at): (string | [string])[] => (at === 0 ? [[one]] : [",", [one]])), "]"];
}
