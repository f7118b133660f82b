import type { Word } from './words.ts';

/** One privilege level or configuration level of a device's command line. */
export type Mode = {
  /**
   * What the last, unfinished line looks like in this mode. The named group `name` is what stays the same in
   * all modes (the host name); `(?<name>…)` may match less than the host name where devices cut it short.
   */
  readonly prompt: RegExp;
  /** How one gets here from another mode. Absent: the mode in which a session may start. */
  readonly enter?: ModeChange;
  /** How one gets back out of it. */
  readonly leave?: ModeChange;
};

/** The command that leads from or to another mode, and what the device asks on the way. */
export type ModeChange = {
  /** The mode in which the command is given, or to which it leads. */
  readonly mode: string;
  readonly command: string;
  /** Prompt for the enable secret. It is answered only when seen, and once. Absent: nothing is asked. */
  readonly secretPrompt?: RegExp;
  /** Prompt for a user name on the way. It is answered with the login's, and once. Absent: nothing is asked. */
  readonly usernamePrompt?: RegExp;
  /** The refusal that says that one is there already. */
  readonly already?: RegExp;
};

/** All that netrun knows of one network operating system. Pure data: it crosses threads and could be YAML. */
export type Platform = {
  /** One line for people: vendor and system. */
  readonly title: string;
  /** Modes by name, in the order in which they are tried on an unknown prompt. */
  readonly modes: Readonly<Record<string, Mode>>;
  /** The mode in which commands run, where the job asks for privilege; the others run where the login ends. */
  readonly privileged: string | undefined;
  /**
   * `always`: enter the privileged mode by default. `with-secret`: when a secret was given (sudo), or on request.
   */
  readonly enable: 'always' | 'with-secret' | 'never';
  /** Privileges that the prompt does not show: entered where a secret is given; what the device says tells how it went. */
  readonly hiddenPrivileges?: readonly ModeChange[];
  /** What the shell itself asks for, where SSH lets everyone in: the login's user name and password, each told once. */
  readonly shellLogin?: { readonly username: RegExp; readonly password: RegExp };
  /** Commands that make output exact (width, paging), sent once per session; a refusal is a note. */
  readonly prepare: readonly PrepareCommand[];
  /** What ends a line that is sent. */
  readonly enter: '\r' | '\n' | '\r\n';
  /** Terminal that is asked for: its type and size. */
  readonly terminal: { readonly type: string; readonly columns: number; readonly rows: number };
  /** How the device asks for the next page. */
  readonly pagers: readonly Pager[];
  /** The unfinished line when the device asks for a decision. */
  readonly question: RegExp;
  /** Questions that take a single key, without an Enter. */
  readonly keyQuestion?: RegExp;
  /** Commands that may say nothing for minutes. */
  readonly slow?: RegExp;
  /** Starts of lines by which the device says that it refused a command. */
  readonly refusals: readonly RegExp[];
  /** The device reads lines that were typed before its prompt, one after the other. */
  readonly typeAhead: boolean;
  /** Commands that change nothing: they run without asking, may be typed ahead and repeated. */
  readonly readOnly: ReadOnly;
  /**
   * Commands that run only when somebody has said yes; all others do not ask. In the notation of `readOnly`, and found
   * also behind `;`, `|`, `&&` and `sudo`. Absent: whatever is not read-only asks.
   */
  readonly dangerous?: readonly string[];
  /** The command for each word that means the same on every platform. Absent: there is none, or it is not known. */
  readonly words: Readonly<Partial<Record<Word, string>>>;
  /** The command that saves the running configuration; undefined: it is not known, or changes are kept at once or by a commit. */
  readonly save: string | undefined;
  /**
   * Secrets in outputs: searched in the whole text, with the flags g and m. What is secret is the group `part`, or all
   * that matches where there is no such group.
   */
  readonly secrets: readonly RegExp[];
  /** What changes by itself in outputs, such as clocks, uptimes and counters; searched as `secrets` are. */
  readonly volatile: readonly RegExp[];
  /** Algorithms that are offered last, to devices of this kind only, since they know nothing better. Absent: none. */
  readonly legacyAlgorithms?: LegacyAlgorithms;
  /** Its SSH server is renewed with the system: it is offered nothing that needs SHA-1. */
  readonly hasModernSsh?: boolean;
  /** The last character of a line that prints help at once, without an Enter; absent: there is no such key. */
  readonly helpKey?: string;
  /** How the line that help leaves behind is taken back; absent: by Ctrl-U. */
  readonly eraseLine?: 'ctrl-x' | 'backspaces';
  /** What stands behind the user name when one logs in and belongs to the terminal, such as `+ct511w4098h`. */
  readonly usernameSuffix?: string;
  /** What the login itself asks besides name and password (keyboard-interactive) and always gets the same answer. */
  readonly loginAnswers?: readonly { readonly question: RegExp; readonly answer: string }[];
  /** A single command runs as a program of its own (SSH "exec"): its exit status is known. Absent: all run in the shell. */
  readonly exec?: boolean;
  /** Command that ends the session. */
  readonly logout: string;
};

/** What a device is. */
export type DeviceKind = {
  /** A name of netrun's own, or the user's. */
  readonly platform: string;
  /** What the user says that this platform is; absent: netrun has it under its name. */
  readonly definition?: Platform;
};

/** Which commands are known to change nothing. */
export type ReadOnly = {
  /**
   * The first words of each: what may be left out at the end of a word stands in brackets, `sh[ow]`; `*` in a word
   * stands for letters, digits, `-`, `.`, `_` and `/`, and alone for any number of such words.
   */
  readonly commands: readonly string[];
  /** What makes a command write in spite of its first words, such as a redirection to a file. */
  readonly unless: readonly RegExp[];
};

/** Names of SSH algorithms by what they are for. */
export type LegacyAlgorithms = {
  readonly kex?: readonly string[];
  readonly hostKey?: readonly string[];
  readonly cipher?: readonly string[];
  readonly mac?: readonly string[];
};

/** A question for the next page: it is the whole unfinished line. */
type Pager = {
  readonly pattern: RegExp;
  /**
   * What shows the next page, or ends the pager where there is none: a key, as a rule. Greetings that wait for one, and
   * questions of a login that always have the same answer, are met in the same way.
   */
  readonly answer: string;
  /** Ordinary lines begin like it, so it counts only when the device says nothing more. */
  readonly isVague?: true;
};

/** A command of the opening, and what it is for. */
export type PrepareCommand = {
  readonly command: string;
  readonly purpose: 'paging' | 'width';
  /** The mode in which it exists; absent: all. */
  readonly mode?: string;
  /** What is sent in its place where it is refused. */
  readonly otherwise?: string;
};
