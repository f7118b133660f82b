/** The two ends of a terminal: what a session reads from and types into. */
export interface Transport {
  /** Sends text as it is, in one piece. */
  write(text: string): void;
  /**
   * The bytes that arrived since the last call, or waits for some.
   * @returns undefined when the device has closed the terminal; rejects with a Trouble when the connection broke
   */
  read(): Promise<Buffer | undefined>;
  /** Ends the connection: politely, then by force within a second. Resolves when the socket is gone. */
  close(): Promise<void>;
}
