/** How a platform behaves at its command line, as the lab plays it. Texts end their lines with LF. */
export type Transcript = {
  /** Software version that the SSH server names, without `SSH-2.0-`. */
  readonly ident: string;
  /** Start of the host names: `R` gives R1, R2, … */
  readonly namePrefix: string;
  /** What is printed before the first prompt. */
  readonly greeting: (facts: Facts) => string;
  /** Prompt of each mode. */
  readonly prompts: Readonly<Record<string, (facts: Facts) => string>>;
  /** The mode in which a login ends, and the one that the secret opens. */
  readonly loginMode: string;
  readonly elevation: Elevation;
  readonly commands: readonly Command[];
  /** `abbreviated`: any unambiguous start of a word will do, in either case. */
  readonly words: 'abbreviated' | 'exact';
  /** Meanings of the words that `?` lists; absent: `?` is a character as any other. */
  readonly help?: Readonly<Record<string, string>>;
  /** Words after ` | ` that filter an output. Absent: `|` is a word as any other. */
  readonly filters?: readonly string[];
  /** What is printed where a line is no command, and the exit status that it leaves. */
  readonly refusal: (reading: Unread, line: string, promptWidth: number) => Refusal;
  readonly pager?: Pager;
  /** What a line feed means to the line editor. */
  readonly lineFeed: LineFeed;
  /** Control characters that stand for a whole line, and how they are shown. */
  readonly keys: Readonly<Record<string, { readonly shown: string; readonly line: string }>>;
  /** What Ctrl-C prints before the next prompt. */
  readonly interrupted: string;
  /** Whether the end of a command or shell tells its exit status. */
  readonly exitStatus: 'told' | 'kept';
  /** What is closed when the shell has ended. */
  readonly afterLogout: 'channel-closed' | 'connection-closed';
};

/** `enter`: as good as CR, so that CR LF is two; `after-cr-ignored`: CR LF is one; `ignored`: nothing at all. */
export type LineFeed = 'enter' | 'after-cr-ignored' | 'ignored';

/** What a transcript may know of the device that plays it. */
export type Facts = {
  readonly name: string;
  /** 1 for the first device of the lab; what addresses and serial numbers are made of. */
  readonly index: number;
  /** Address at which the device is reached. */
  readonly host: string;
  readonly username: string;
  readonly mode: string;
  /** Exit status of the last command. */
  readonly lastStatus: number;
  readonly now: () => Date;
  /** Stored output by name; undefined: there is none. */
  readonly file: (name: string) => string | undefined;
};

/** The way to the privileged mode. */
type Elevation = {
  readonly mode: string;
  readonly prompt: (facts: Facts) => string;
  /** Printed after a wrong secret and before the prompt is shown again. */
  readonly wrong: string;
  /** How long a wrong secret is thought about; what is typed meanwhile is echoed and lost. */
  readonly wrongPauseMs: number;
  readonly tries: number;
  /** Printed after the last wrong one. */
  readonly refused: string;
};

/** One command and what it does. */
export type Command = {
  /** Words as they are typed in full; `<name>` takes one word, `<name...>` the rest of the line. */
  readonly syntax: string;
  /** Modes in which it exists. */
  readonly modes: readonly string[];
  readonly answer: Answer | ((facts: Facts, values: readonly string[]) => Answer | Unfit);
};

/** What a device does on a command. */
export type Answer =
  | { readonly type: 'print'; readonly output: Output; readonly status?: number }
  /** A stored output: the one that hostile devices disturb. */
  | { readonly type: 'replay'; readonly output: string }
  /** Asks for the secret and then changes to the elevation's mode. */
  | { readonly type: 'elevate' }
  | { readonly type: 'change-mode'; readonly mode: string; readonly output?: string }
  | { readonly type: 'rename'; readonly name: string }
  /** `terminal length`: 0 switches paging off. */
  | { readonly type: 'page-rows'; readonly rows: number }
  | Question
  /** The shell ends; `rough`: the whole connection, without a word. */
  | { readonly type: 'log-out'; readonly output?: string; readonly manner?: 'orderly' | 'rough' };

/** A value that the command does not take. */
export type Unfit = { readonly type: 'unfit'; readonly value: string };

/** What a device asks before it goes on. */
export type Question = {
  readonly type: 'ask';
  readonly question: string;
  /** `key`: the next key is the answer. `line`: a line is. */
  readonly by: 'key' | 'line';
  /** Answers that mean yes. */
  readonly yes: RegExp;
  readonly confirmed: Answer;
  readonly declined: Answer;
};

/** A text, or one that comes bit by bit: pieces of at most one line each. */
export type Output = string | Iterable<string>;

/** What a line is when it is no command; `at` is the offset of the first word that does not fit. */
export type Unread =
  | { readonly type: 'unknown'; readonly at: number }
  | { readonly type: 'incomplete' }
  | { readonly type: 'ambiguous' };

type Refusal = { readonly text: string; readonly status: number };

/** How long outputs are stopped. */
type Pager = {
  /** Rows of a page including the pager's own; `pty`: as many as the client's terminal has. */
  readonly rows: number | 'pty';
  readonly text: string;
  /** What removes the text from the screen after a key. */
  readonly erase: string;
};
