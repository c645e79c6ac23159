import { formatSize } from "../../ui/locale";

const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** In the largest unit of which there is one: "3.4 MB". */
export function formatBytes(bytes: number): string {
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return formatSize(bytes / 1000 ** step, units[step] ?? "byte");
}
