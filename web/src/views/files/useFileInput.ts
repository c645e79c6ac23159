import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

/** Takes files that are pasted into the box and, where it is asked to, what is dropped anywhere on the page. @returns Whether files are over the page. */
export function useFileInput(box: RefObject<HTMLElement | null>, onFiles: (files: readonly File[]) => void, takesDrops: boolean): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const paste = (event: ClipboardEvent) => take(event, event.clipboardData);
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files") && document.querySelector("dialog[open]") === null) {
        event.preventDefault();
        setOver(true);
      }
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) {
        setOver(false);
      }
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      take(event, event.dataTransfer);
    };
    const take = (event: Event, data: DataTransfer | null) => {
      const files = [...(data?.files ?? [])];
      if (files.length > 0 && !event.defaultPrevented) {
        event.preventDefault();
        onFiles(files);
      }
    };
    const element = box.current;
    element?.addEventListener("paste", paste);
    if (takesDrops) {
      window.addEventListener("dragover", over);
      window.addEventListener("dragleave", leave);
      window.addEventListener("drop", drop);
    }
    return () => {
      element?.removeEventListener("paste", paste);
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, [box, onFiles, takesDrops]);
  return isOver;
}
