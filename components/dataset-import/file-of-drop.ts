/** The one file that was dropped, or why it cannot be taken. */
export function fileOfDrop({ files, items }: DataTransfer): File | string {
  if ([...items].some((item) => item.webkitGetAsEntry?.()?.isDirectory)) return "That is a folder. Drop one file.";
  const [file] = files;
  if (!file) return "That was no file. Drop a CSV, JSON or JSONL file.";
  return files.length > 1 ? "One file at a time: each makes its own version." : file;
}
