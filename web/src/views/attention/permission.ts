import { signal } from "@preact/signals";

export type Permission = NotificationPermission | "unsupported";

/** Whether the browser lets this page notify. It is asked only after a click on our own words. */
export const permission = signal<Permission>("Notification" in window ? Notification.permission : "unsupported");

export async function askPermission(): Promise<void> {
  permission.value = await Notification.requestPermission();
}
