import type { Transport } from '../../src/session/transport.ts';

/** Waits for a typed character, which is what the `yield` gives. */
export const KEY = Symbol('key');

/** What a device does next: it prints something, is busy and reads nothing, or waits for a typed character. */
export type Act = string | Buffer | { readonly busyMs: number } | typeof KEY;

/** What a device does, one act after the other; it hangs up when this ends. */
export type Conversation<T = void> = Generator<Act, T, string>;

/** How the network cuts what a device prints at one time. */
type Cut = (bytes: Buffer) => readonly Buffer[];

/** A way for bytes to arrive: cut somehow, and perhaps with time between the pieces. */
export type Way = { readonly title: string; readonly cut: () => Cut; readonly gapMs: number };

const WHOLE: Way = { title: 'whole', cut: () => (bytes) => [bytes], gapMs: 0 };
const BYTES: Way = {
  title: 'byte by byte',
  cut: () => (bytes) => Array.from(bytes, (b) => Buffer.of(b)),
  gapMs: 0,
};

/** Every way in which the same bytes may arrive. */
export const WAYS: readonly Way[] = [
  WHOLE,
  BYTES,
  ...[1, 2, 3].map((seed) => ({ title: `in random pieces (${seed})`, cut: () => pieces(seed), gapMs: 0 })),
  { title: 'in random pieces 30 ms apart', cut: () => pieces(4), gapMs: 30 },
];

/** Pieces of 1 to 20 bytes, always the same ones for a seed. */
function pieces(seed: number): Cut {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return (bytes) => {
    const cut: Buffer[] = [];
    for (let at = 0; at < bytes.length; ) {
      const next = at + 1 + Math.floor(random() * 20);
      cut.push(bytes.subarray(at, next));
      at = next;
    }
    return cut;
  };
}

/** Plays a conversation over a Transport; its time is that of the timers in force. */
export class ScriptedDevice implements Transport {
  /** All that was typed, also after the end. */
  typed = '';
  readonly #script: Conversation;
  readonly #cut: Cut;
  readonly #gapMs: number;
  #unread: string[] = [];
  #awaitsKey = false;
  #printed: Buffer[] = [];
  #arrived: Buffer[] = [];
  #lastArrivalMs = 0;
  #hasHungUp = false;
  #failure: { readonly error: unknown } | undefined;
  #reader: { resolve(got: Buffer | 'silence' | undefined): void; reject(error: unknown): void } | undefined;
  #silence: NodeJS.Timeout | undefined;

  constructor(script: Conversation, way: Way = WHOLE) {
    this.#script = script;
    this.#cut = way.cut();
    this.#gapMs = way.gapMs;
  }

  /** Begins the conversation. */
  open(signal: AbortSignal): Transport {
    signal.addEventListener('abort', () => {
      this.#failure = { error: signal.reason };
      this.#settle();
    });
    this.#goOn('');
    return this;
  }

  write(text: string): void {
    this.typed += text;
    this.#unread.push(...text);
    if (!this.#awaitsKey) return;
    this.#awaitsKey = false;
    this.#goOn(this.#unread.shift() ?? '');
  }

  read(silenceMs?: number): Promise<Buffer | 'silence' | undefined> {
    return new Promise((resolve, reject) => {
      clearTimeout(this.#silence);
      this.#reader = { resolve, reject };
      if (silenceMs !== undefined) {
        this.#silence = setTimeout(() => {
          this.#reader = undefined;
          resolve('silence');
        }, silenceMs);
      }
      this.#settle();
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#silence);
  }

  #goOn(key: string): void {
    let act = this.#script.next(key);
    for (;;) {
      if (act.done) {
        this.#flush();
        this.#arrive(undefined);
        return;
      }
      const { value } = act;
      let given = '';
      if (value === KEY) {
        const next = this.#unread.shift();
        if (next === undefined) {
          this.#flush();
          this.#awaitsKey = true;
          return;
        }
        given = next;
      } else if (typeof value === 'string') {
        this.#printed.push(Buffer.from(value));
      } else if (Buffer.isBuffer(value)) {
        this.#printed.push(value);
      } else {
        this.#flush();
        setTimeout(() => this.#goOn(''), value.busyMs);
        return;
      }
      act = this.#script.next(given);
    }
  }

  #flush(): void {
    const printed = Buffer.concat(this.#printed);
    this.#printed = [];
    if (printed.length > 0) for (const piece of this.#cut(printed)) this.#arrive(piece);
  }

  #arrive(piece: Buffer | undefined): void {
    const take = () => {
      if (piece) this.#arrived.push(piece);
      else this.#hasHungUp = true;
      this.#settle();
    };
    if (this.#gapMs === 0) {
      take();
      return;
    }
    this.#lastArrivalMs = Math.max(performance.now(), this.#lastArrivalMs) + this.#gapMs;
    setTimeout(take, this.#lastArrivalMs - performance.now());
  }

  #settle(): void {
    const reader = this.#reader;
    if (!reader) return;
    const piece = this.#arrived.shift();
    if (!piece && !this.#failure && !this.#hasHungUp) return;
    this.#reader = undefined;
    clearTimeout(this.#silence);
    if (piece) reader.resolve(piece);
    else if (this.#failure) reader.reject(this.#failure.error);
    else reader.resolve(undefined);
  }
}

/** Does nothing for a while; what is typed meanwhile is read afterwards. */
export const busy = (busyMs: number): Act => ({ busyMs });

/** Reads no more and says no more, but does not hang up. */
export function* deaf(): Conversation {
  for (;;) yield KEY;
}

/** A line as devices end it: CR LF. */
export const crlf = (text: string): string => text.replace(/(?<!\r)\n/g, '\r\n');

/** What a device prints for a line that was typed, its line end included. */
export type Echo = (line: string) => string;

/**
 * Reads up to the Enter. Ctrl-U and Ctrl-X take back what was typed, a backspace the last of it, `?` ends the line at once.
 * @param kept what stands in the line already
 */
export function* readLine(echo?: Echo, kept = ''): Conversation<string> {
  let line = kept;
  for (;;) {
    const key = yield KEY;
    if (key === '\r') {
      yield echo ? echo(line) : '\r\n';
      return line;
    }
    if (key === '\b') {
      if (line !== '') yield '\b \b';
      line = line.slice(0, -1);
      continue;
    }
    if (key === '\x15' || key === '\x18') {
      yield '\b \b'.repeat(line.length);
      line = '';
      continue;
    }
    line += key;
    if (!echo) yield key;
    if (key === '?') {
      yield '\r\n';
      return line;
    }
  }
}

/** What a command prints: text whose line ends are sent as CR LF, or a conversation. */
export type Answer = string | (() => Conversation);

export type CommandLine = {
  readonly greeting: string;
  readonly prompt: () => string;
  readonly answer: (line: string) => Answer;
  /** Absent: every typed character is echoed when it is read. */
  readonly echo?: Echo | undefined;
  /** What comes behind the prompt that follows a command. */
  readonly behindPrompt?: ((line: string) => Conversation) | undefined;
};

/** A command line: greets, prompts, echoes, answers; `exit` hangs up. */
export function* commandLine({ greeting, prompt, answer, echo, behindPrompt }: CommandLine): Conversation {
  yield crlf(greeting);
  let line = '';
  for (let kept = ''; ; ) {
    yield prompt() + kept;
    if (line !== '' && behindPrompt) yield* behindPrompt(line);
    const typed = yield* readLine(echo, kept);
    line = typed.trim();
    kept = line.endsWith('?') ? typed.slice(0, -1) : '';
    if (line === '') continue;
    if (line === 'exit') return;
    yield* perform(answer(line));
  }
}

export function* perform(answer: Answer): Conversation {
  if (typeof answer === 'string') yield crlf(answer);
  else yield* answer();
}

/** How a device pages. */
export type Pager = { readonly rows: number; readonly question: string; readonly erase: string };

/** Prints page after page; SPACE brings the next one, Enter a line, everything else ends it. */
export function* paged(text: string, { rows, question, erase }: Pager): Conversation {
  const lines = text.split(/(?<=\n)/);
  let count = rows;
  for (let at = 0; ; ) {
    yield crlf(lines.slice(at, at + count).join(''));
    at += count;
    if (at >= lines.length) return;
    yield question;
    const key = yield KEY;
    yield erase;
    if (key !== ' ' && key !== '\r') return;
    count = key === ' ' ? rows : 1;
  }
}

export const INVALID = "          ^\n% Invalid input detected at '^' marker.\n\n";

export type Router = {
  readonly name?: string;
  readonly greeting?: string;
  /** The end of its prompt after the login. */
  readonly level?: '>' | '#' | '(config)#';
  /** What follows a prompt: a blank, an escape sequence. */
  readonly promptEnd?: string;
  /** What `enable` does at `>`; absent: it asks nothing and works. */
  readonly enable?: (grant: () => void) => Conversation;
  readonly outputs?: Readonly<Record<string, Answer>>;
  /** Commands that it does not take. */
  readonly refuses?: readonly string[];
  /** It stops after every page, unless `terminal length 0` is taken. */
  readonly pager?: Pager;
  readonly echo?: Echo;
  readonly behindPrompt?: CommandLine['behindPrompt'];
};

/** A router of Cisco's kind with one host name, `R1` unless told. */
export function router(options: Router = {}): Conversation {
  const { outputs = {}, refuses = [], pager, enable, promptEnd = '' } = options;
  let { name = 'R1', level = '#' }: { name?: string; level?: string } = options;
  let pages = pager !== undefined;
  const grant = () => {
    level = '#';
  };
  const answer = (line: string): Answer => {
    if (refuses.includes(line)) return INVALID;
    if (line === 'terminal length 0') pages = false;
    if (line.startsWith('terminal ')) return '';
    if (line === 'enable' && enable) return () => enable(grant);
    if (line === 'enable') level = '#';
    else if (line === 'configure terminal') level = '(config)#';
    else if (line === 'end') level = '#';
    else if (line.startsWith('hostname ')) name = line.slice('hostname '.length);
    else {
      const output = outputs[line];
      if (output === undefined) return INVALID;
      return pages && pager && typeof output === 'string' ? () => paged(output, pager) : output;
    }
    return '';
  };
  return commandLine({
    greeting: options.greeting ?? `\n${name} simulated device\n\n`,
    // In configuration mode IOS cuts the host name to 20 characters.
    prompt: () => (level.startsWith('(') ? name.slice(0, 20) : name) + level + promptEnd,
    answer,
    echo: options.echo,
    behindPrompt: options.behindPrompt,
  });
}

/** A Linux host of which only what it prints matters: no pager, no modes but those of `answer`. */
export type Host = Omit<CommandLine, 'greeting' | 'answer' | 'prompt'> & {
  readonly greeting?: string;
  /** `netops@web1:~$ ` unless told. */
  readonly prompt?: () => string;
  readonly outputs?: Readonly<Record<string, Answer>>;
};

export function host(options: Host = {}): Conversation {
  const { greeting = 'Welcome to web1.\n', prompt = () => 'netops@web1:~$ ', outputs = {} } = options;
  const answer = (line: string): Answer =>
    outputs[line] ?? `-bash: ${line.split(' ')[0]}: command not found\n`;
  return commandLine({ ...options, greeting, prompt, answer });
}
