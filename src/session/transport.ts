/** The two ends of a terminal: what a session reads from and types into. */
export interface Transport {
  /** Sends text as it is, in one piece. */
  write(text: string): void;
  /**
   * The bytes that arrived since the last call, or waits for some.
   * @param silenceMs gives `'silence'` when nothing has come for so long; absent: waits on
   * @returns undefined when the device has closed the terminal
   * @throws Trouble when the connection broke, or whatever reason ended the signal that the transport was opened with
   */
  read(silenceMs?: number): Promise<Buffer | 'silence' | undefined>;
}
