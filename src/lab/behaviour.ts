import type { Chunking } from './chunker.ts';
import type { Hostility } from './hostile.ts';
import type { LineFeed } from './transcript.ts';

/** How a simulated device differs from a well-behaved one of its platform. All combine. */
export type Behaviour = {
  /** What answers in place of an SSH server; undefined: none does. */
  readonly impostor: Impostor | undefined;
  /** `unusual`: a key exchange that clients seldom offer is the only one. */
  readonly algorithms: 'usual' | 'unusual';
  /** `keyboard-interactive`: that alone is offered, and asks once for the password. */
  readonly authentication: 'password' | 'keyboard-interactive';
  /** `expired`: the right password is answered with a request for a new one. */
  readonly password: 'valid' | 'expired';
  /** Printed by the SSH server before authentication; '' for none. */
  readonly authenticationBanner: string;
  /** Software version that the SSH server names, without `SSH-2.0-`; undefined: the platform's. */
  readonly ident: string | undefined;
  /**
   * `by-secret`: as the platform does. `by-name-and-secret`: `Username: ` is asked before, as with TACACS+.
   * `for-nothing`: the command alone is enough. `at-login`: logins end there. `nowhere`: no secret is set, so that the
   * command is refused.
   */
  readonly privilege: 'by-secret' | 'by-name-and-secret' | 'for-nothing' | 'at-login' | 'nowhere';
  /** `asked-again`: as the platform does. `denied`: `% Access denied` and the prompt, as with TACACS+. */
  readonly wrongSecret: 'asked-again' | 'denied';
  /** What the shell itself asks before it greets, although SSH has let the client in. */
  readonly shellLogin: 'none' | 'password' | 'name-and-password';
  /** Printed byte for byte, LF as CR LF, before the first prompt in place of the platform's greeting. */
  readonly motd: string | undefined;
  /** `paged`: a greeting longer than a page stops in the pager, before there was a prompt. */
  readonly greeting: 'at-once' | 'paged';
  /** How what the device says is cut into packets. */
  readonly chunk: Chunking;
  /** Outputs that `show file NAME` or `cat NAME` print: a folder, or contents by name. */
  readonly files: string | ReadonlyMap<string, string | Uint8Array> | undefined;
  readonly hostile: readonly Hostility[];
  /** `line-end`: that alone. `none`: not even it. `twice`: the line once more on a line of its own. */
  readonly echo: 'normal' | 'line-end' | 'none' | 'twice';
  /** Where a typed line reaches the terminal's edge, and what the line editor does there. */
  readonly wrapEcho: { readonly column: number; readonly style: WrapStyle } | undefined;
  /** Between the line end and the answer. */
  readonly replyDelayMs: number;
  /** Rows of a page; `pty`: as many as the client's terminal has; undefined: the platform's. */
  readonly pageRows: number | 'pty' | undefined;
  /** `refused`: the command that changes the page is an error. */
  readonly pagingCommand: 'accepted' | 'refused';
  /**
   * Put before the prompt, so that it takes two lines with a LF in it. In it and in the suffix `{time}` stands for the
   * time of day and `{count}` for how many prompts there were.
   */
  readonly promptPrefix: string;
  /** Put after the prompt's `>` or `#`. */
  readonly promptSuffix: string;
  /** `ansi`: title, bracketed paste, colour and erase sequences around every prompt, as bash and others send them. */
  readonly promptStyle: 'plain' | 'ansi';
  /** What LF means; undefined: as the platform has it. */
  readonly lineFeed: LineFeed | undefined;
  /** Channel requests that are refused. */
  readonly refuses: readonly ('pty' | 'shell' | 'exec' | 'session')[];
  /** Whether connections to other addresses are carried, as a jump host does. */
  readonly forwarding: 'refused' | 'carried';
  /** Where the device stops playing along. */
  readonly fault: Fault | undefined;
  /** Without a byte from the client in a shell, until the device ends the connection. */
  readonly idleTimeoutMs: number;
  /** Connections beyond these are closed at once. */
  readonly maxSessions: number;
  /** Wrong passwords until the connection is closed. */
  readonly loginTries: number;
  /** Round-trip time of every byte, the TCP handshake included. */
  readonly rttMs: number;
  /** Start of the device's random numbers: the same seed plays the same way. */
  readonly seed: number;
};

/** `line-feed`: CR LF. `space-return`: space CR, as readline. `scroll`: the start is scrolled out behind a `$`. */
type WrapStyle = 'line-feed' | 'space-return' | 'scroll';

/** Says something that is no SSH, and then closes the connection or says nothing any more. */
type Impostor = { readonly says: string; readonly effect: 'close' | 'silence' };

/**
 * The stages of a session, each by its end. `identification`: the server has named its version, and no algorithms.
 * `key-exchange`: it has named them, and the keys are not exchanged. `channel`: it has opened a session, and answers
 * no request for a terminal. `half-output`: half the first output is out. `carried`: some 200 kB have come back over a
 * connection that it carries.
 */
export type FaultStage =
  | 'connect'
  | 'identification'
  | 'key-exchange'
  | 'handshake'
  | 'authentication'
  | 'channel'
  | 'shell'
  | 'half-output'
  | 'carried';

/**
 * `close`: the connection ends in order. `reset`: it is torn down. `silence`: it stays, and nothing comes any more.
 * `deafness`: the same, and nothing is read any more either.
 */
type Fault = { readonly after: FaultStage; readonly effect: 'close' | 'reset' | 'silence' | 'deafness' };

/** A device as its platform has it. */
export const WELL_BEHAVED: Behaviour = {
  impostor: undefined,
  algorithms: 'usual',
  authentication: 'password',
  password: 'valid',
  authenticationBanner: '',
  ident: undefined,
  privilege: 'by-secret',
  wrongSecret: 'asked-again',
  shellLogin: 'none',
  motd: undefined,
  greeting: 'at-once',
  chunk: 'whole',
  files: undefined,
  hostile: [],
  echo: 'normal',
  wrapEcho: undefined,
  replyDelayMs: 0,
  pageRows: undefined,
  pagingCommand: 'accepted',
  promptPrefix: '',
  promptSuffix: '',
  promptStyle: 'plain',
  lineFeed: undefined,
  refuses: [],
  forwarding: 'refused',
  fault: undefined,
  idleTimeoutMs: Number.POSITIVE_INFINITY,
  maxSessions: Number.POSITIVE_INFINITY,
  loginTries: 6,
  rttMs: 0,
  seed: 1,
};
