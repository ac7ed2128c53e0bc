import clsx from "clsx";

/** The table says how wide they are: how many scorers there are differs, and how many have room. */
export const resultColumns =
  "@min-[860px]:grid @min-[860px]:grid-cols-(--narrow) @min-[1040px]:grid-cols-(--middle) @min-[1180px]:grid-cols-(--wide) @min-[1480px]:grid-cols-(--widest)";

/** By the table's room, from narrow to wide: how many scorers stand in a line, alone and with trials or a comparison. */
export const roomFor = { narrow: [3, 2], middle: [4, 3], wide: [6, 4], widest: [6, 6] } as const;

/** A scorer that has no place in the line leaves it; below 860 px a row has lines of its own for all of them. */
export function scorerRoom(index: number, broad: boolean): string {
  const left = (room: keyof typeof roomFor) => index >= roomFor[room][broad ? 1 : 0];
  return clsx(
    left("narrow") && "@min-[860px]:@max-[1040px]:hidden",
    left("middle") && "@min-[1040px]:@max-[1180px]:hidden",
    left("wide") && "@min-[1180px]:@max-[1480px]:hidden",
  );
}
