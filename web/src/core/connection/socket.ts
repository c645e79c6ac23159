/** What the connection needs of a WebSocket. */
export interface Socket {
  send(text: string): void;
  close(): void;
}

export interface SocketEvents {
  onOpen(): void;
  onText(text: string): void;
  /** Called at most once, also when the socket never opened. */
  onClose(code: number): void;
}

export type OpenSocket = (events: SocketEvents) => Socket;
