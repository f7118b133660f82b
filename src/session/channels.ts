import type { Transport } from './transport.ts';

/** What a connection that has let us in can open. */
export interface Channels {
  /** What the SSH server calls itself, without `SSH-2.0-`. */
  readonly identification: string;
  /**
   * Opens a terminal with a shell in it.
   * @param ahead typed together with the request for the shell, before the device has said anything
   * @throws Trouble where the device has none to give
   */
  shell(terminal: TerminalSize, ahead: string): Promise<Transport>;
  /**
   * Starts one command without a terminal; its input is at its end.
   * @returns undefined where the device starts no commands in this way
   * @throws Trouble where it has no channel to give
   */
  execute(command: string): Promise<Program | undefined>;
  /** Ends it: politely, then by force within a second. Resolves when the socket is gone. */
  close(): Promise<void>;
}

export type TerminalSize = { readonly type: string; readonly columns: number; readonly rows: number };

/** A command that runs on a device as a program of its own. */
export interface Program {
  /**
   * What it printed since the last call, in the order in which it arrived, or waits for some.
   * @returns undefined when it has ended
   * @throws Trouble when the connection broke, or whatever reason ended the signal of the connection
   */
  read(): Promise<readonly Printed[] | undefined>;
  /** How it ended; undefined while it has not, and where the device does not tell. */
  readonly exit: Exit | undefined;
  /** Asks it to end (SIGTERM), and waits for nothing more of it. */
  terminate(): void;
}

export type Printed = { readonly stream: 'output' | 'errors'; readonly bytes: Buffer };

/** An exit status, or the signal that ended it, without `SIG`. */
export type Exit = { readonly code: number } | { readonly signal: string };
