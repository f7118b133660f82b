import type { Behaviour } from './behaviour.ts';
import { readLine } from './command-line.ts';
import type { Counters } from './counters.ts';
import { applyFilter, type Filter, splitPipe } from './filter.ts';
import { helpFor } from './help.ts';
import { disturb, HOSTILE_PAUSE_MS, SYSLOG_LINE } from './hostile.ts';
import { Pages } from './pages.ts';
import { byteString, pause } from './pause.ts';
import type { Random } from './random.ts';
import type { Answer, Command, Facts, Output, Question, Transcript, Unread } from './transcript.ts';

/** What a shell does, one thing after the other. */
export type Utterance =
  /** A byte string with pauses in it, see pause.ts. */
  | { readonly type: 'text'; readonly text: string }
  /** The same, bit by bit: it may be long, or have no end. */
  | { readonly type: 'stream'; readonly pieces: Iterable<string> }
  /** The device thinks; what is typed meanwhile is echoed and lost. */
  | { readonly type: 'deaf'; readonly ms: number }
  | { readonly type: 'count'; readonly what: keyof Counters }
  /** The shell has ended. */
  | { readonly type: 'exit'; readonly status: number }
  /** The connection is gone. */
  | { readonly type: 'hang-up' }
  /** The place of the behaviour's fault is reached. */
  | { readonly type: 'fault' };

export type ShellSetup = {
  readonly transcript: Transcript;
  readonly behaviour: Behaviour;
  readonly device: ShellDevice;
  /** Rows of the client's terminal; 0 where it has none. */
  readonly terminalRows: number;
  readonly random: Random;
};

/** What a shell knows of its device. */
export type ShellDevice = Pick<Facts, 'name' | 'index' | 'host' | 'username' | 'now' | 'file'> & {
  readonly password: string;
  readonly secret: string;
};

/** A device's command line: bytes typed in, what it says out. It knows neither network nor clock. */
export class Shell {
  readonly #transcript: Transcript;
  readonly #behaviour: Behaviour;
  readonly #device: ShellDevice;
  readonly #random: Random;
  #state: State = { at: 'prompt' };
  #mode: string;
  #name: string;
  #rows: number;
  #lastStatus = 0;
  #line = '';
  /** Cells of the prompt and the line, as far as they stand on the screen's last row. */
  #column = 0;
  #afterReturn = false;
  /** false: a command without a terminal, which has no prompt, no echo and no pager. */
  #interactive = true;
  #said: Utterance[] = [];

  constructor({ transcript, behaviour, device, terminalRows, random }: ShellSetup) {
    this.#transcript = transcript;
    this.#behaviour = behaviour;
    this.#device = device;
    this.#random = random;
    this.#name = device.name;
    this.#mode = behaviour.privilege === 'at-login' ? transcript.elevation.mode : transcript.loginMode;
    const rows = behaviour.pageRows ?? transcript.pager?.rows ?? 0;
    this.#rows = rows === 'pty' ? terminalRows : rows;
  }

  /** What is said before anything is typed. */
  greet(): readonly Utterance[] {
    const { motd, fault } = this.#behaviour;
    this.#say(motd === undefined ? this.#transcript.greeting(this.#facts()) : byteString(motd));
    if (fault?.after === 'shell') {
      this.#state = { at: 'over' };
      this.#said.push({ type: 'fault' });
    } else {
      this.#prompt();
    }
    return this.#take();
  }

  /** Takes the bytes of a byte string as they are typed. */
  type(bytes: string): readonly Utterance[] {
    for (const byte of bytes) this.#typed(byte);
    return this.#take();
  }

  /** Runs one line without a terminal, and ends. */
  execute(line: string): readonly Utterance[] {
    this.#interactive = false;
    this.#rows = 0;
    this.#run(line);
    return this.#take();
  }

  #typed(byte: string): void {
    const lineFeed = this.#behaviour.lineFeed ?? this.#transcript.lineFeed;
    const ignored =
      byte === '\n' && (lineFeed === 'ignored' || (lineFeed === 'after-cr-ignored' && this.#afterReturn));
    this.#afterReturn = byte === '\r';
    if (ignored) return;
    switch (this.#state.at) {
      case 'pager':
        this.#turnPage(byte, this.#state.pages);
        return;
      case 'key':
        this.#say('\n');
        this.#decide(byte, this.#state.question);
        return;
      case 'over':
        return;
      default:
        this.#edit(byte);
        return;
    }
  }

  #edit(byte: string): void {
    switch (byte) {
      case '\r':
      case '\n':
        this.#enter();
        return;
      case '\b':
      case '\x7f':
        this.#rubOut(Math.min(1, this.#line.length));
        return;
      case '\x15':
        this.#rubOut(this.#line.length);
        return;
      case '\x03':
        this.#line = '';
        this.#say(this.#transcript.interrupted);
        this.#prompt();
        return;
      default:
        break;
    }
    const shortcut = this.#transcript.keys[byte];
    if (byte === '?' && this.#state.at === 'prompt' && this.#transcript.help) {
      this.#help(this.#transcript.help);
    } else if (shortcut !== undefined && this.#state.at === 'prompt') {
      this.#echo(shortcut.shown);
      this.#line = shortcut.line;
      this.#enter();
    } else if (byte >= ' ') {
      this.#line += byte;
      this.#echo(byte);
    }
  }

  #rubOut(count: number): void {
    this.#line = this.#line.slice(0, this.#line.length - count);
    if (this.#state.at === 'secret' || this.#behaviour.echo === 'none' || count === 0) return;
    this.#column -= count;
    this.#say('\b'.repeat(count) + ' '.repeat(count) + '\b'.repeat(count));
  }

  #echo(text: string): void {
    if (this.#state.at === 'secret' || this.#behaviour.echo === 'none') return;
    this.#column += text.length;
    this.#say(text);
    const wrap = this.#behaviour.wrapEcho;
    if (!wrap || this.#column < wrap.column) return;
    switch (wrap.style) {
      case 'line-feed':
        this.#column = 0;
        this.#say('\n');
        return;
      case 'space-return':
        this.#column = 0;
        this.#say(' \r');
        return;
      case 'scroll': {
        const prompt = this.#plainPrompt();
        const shown = `${prompt}$${this.#line.slice(-Math.floor((wrap.column - prompt.length) / 2))}`;
        const blank = Math.max(0, this.#column - shown.length);
        this.#column = shown.length;
        this.#say(`\r${shown}${' '.repeat(blank)}${'\b'.repeat(blank)}`);
        return;
      }
    }
  }

  #enter(): void {
    const line = this.#line;
    const { echo, promptStyle, replyDelayMs } = this.#behaviour;
    this.#line = '';
    if (echo !== 'none' || this.#state.at === 'secret') this.#say('\n');
    if (promptStyle === 'ansi' && this.#state.at === 'prompt') this.#say('\x1b[?2004l\r');
    if (echo === 'twice' && this.#state.at === 'prompt' && line !== '') this.#say(`${line}\n`);
    if (replyDelayMs > 0) this.#say(pause(replyDelayMs));
    switch (this.#state.at) {
      case 'secret':
        this.#checkSecret(line, this.#state.tries);
        return;
      case 'line':
        this.#lookForSecrets(line);
        this.#decide(line, this.#state.question);
        return;
      default:
        if (line.trim() === '') this.#prompt();
        else this.#run(line);
    }
  }

  #checkSecret(secret: string, tries: number): void {
    const { elevation } = this.#transcript;
    this.#count('enableAttempts');
    if (secret === byteString(this.#device.secret)) {
      this.#mode = elevation.mode;
      this.#prompt();
      return;
    }
    this.#count('enableRejections');
    if (elevation.wrongPauseMs > 0) this.#said.push({ type: 'deaf', ms: elevation.wrongPauseMs });
    if (tries >= elevation.tries) {
      this.#say(elevation.refused);
      this.#finish(1);
      return;
    }
    this.#say(elevation.wrong + elevation.prompt(this.#facts()));
    this.#state = { at: 'secret', tries: tries + 1 };
  }

  #run(line: string): void {
    this.#count('commands');
    this.#lookForSecrets(line);
    const meaning = this.#meaning(line);
    switch (meaning.type) {
      case 'unknown':
      case 'incomplete':
      case 'ambiguous': {
        const { text, status } = this.#transcript.refusal(meaning, line, this.#plainPrompt().length);
        this.#say(text);
        this.#finish(status);
        return;
      }
      default:
        this.#perform(meaning);
    }
  }

  #meaning(line: string): Answer | Unread {
    const { filters, words } = this.#transcript;
    const { command, filter } = filters ? splitPipe(line) : { command: line, filter: undefined };
    const reading = readLine(command, this.#commands(), words);
    if (reading.type !== 'command') return reading;
    const { answer } = reading.command;
    const meant = typeof answer === 'function' ? answer(this.#facts(), reading.values) : answer;
    if (meant.type === 'unfit') return { type: 'unknown', at: line.lastIndexOf(meant.value) };
    if (meant.type === 'page-rows' && this.#refusesPaging()) {
      return { type: 'unknown', at: line.search(/\S+\s+\S+\s*$/) };
    }
    return filter ? this.#filtered(meant, filter) : meant;
  }

  #refusesPaging(): boolean {
    return this.#behaviour.pagingCommand === 'refused' || this.#behaviour.hostile.includes('pager');
  }

  /** What is no output, or may have no end, cannot be filtered, and some filters do not exist. */
  #filtered(answer: Answer, filter: Filter): Answer | Unread {
    const isText = (answer.type === 'print' || answer.type === 'replay') && typeof answer.output === 'string';
    const output = isText ? applyFilter(answer.output, filter, this.#transcript.filters ?? []) : undefined;
    return output === undefined ? { type: 'unknown', at: filter.at } : { ...answer, output };
  }

  #lookForSecrets(line: string): void {
    const { password, secret } = this.#device;
    if ([password, secret].some((word) => word !== '' && line.includes(byteString(word))))
      this.#count('secretLeaks');
  }

  #decide(reply: string, { yes, confirmed, declined }: Question): void {
    if (!yes.test(reply)) {
      this.#perform(declined);
      return;
    }
    this.#count('confirmations');
    this.#perform(confirmed);
  }

  #perform(answer: Answer): void {
    switch (answer.type) {
      case 'print':
        this.#print(answer.output, answer.status ?? 0);
        return;
      case 'replay':
        this.#print(disturb(answer.output, this.#plainPrompt(), this.#behaviour.hostile), 0);
        return;
      case 'elevate':
        this.#elevate();
        return;
      case 'change-mode':
        this.#mode = answer.mode;
        this.#print(answer.output ?? '', 0);
        return;
      case 'rename':
        this.#name = answer.name;
        this.#finish(0);
        return;
      case 'page-rows':
        this.#rows = answer.rows;
        this.#finish(0);
        return;
      case 'ask':
        this.#say(answer.question);
        this.#state = { at: answer.by, question: answer };
        return;
      case 'log-out':
        this.#say(answer.output ?? '');
        this.#state = { at: 'over' };
        this.#said.push(
          answer.manner === 'rough' ? { type: 'hang-up' } : { type: 'exit', status: this.#lastStatus },
        );
        return;
    }
  }

  #elevate(): void {
    const { elevation } = this.#transcript;
    if (this.#behaviour.privilege === 'for-nothing') this.#mode = elevation.mode;
    if (this.#mode === elevation.mode) {
      this.#finish(0);
      return;
    }
    this.#say(elevation.prompt(this.#facts()));
    this.#state = { at: 'secret', tries: 1 };
  }

  #print(output: Output, status: number): void {
    if (this.#behaviour.fault?.after === 'half-output' && output !== '') {
      this.#breakOff(output);
      return;
    }
    if (this.#rows > 0) {
      this.#lastStatus = status;
      this.#showPage(new Pages(output), this.#rows - 1);
      return;
    }
    if (typeof output === 'string') this.#say(output);
    else this.#said.push({ type: 'stream', pieces: map(output, (piece) => this.#onTerminal(piece)) });
    this.#finish(status);
    this.#disturbPrompt();
  }

  #breakOff(output: Output): void {
    this.#say(typeof output === 'string' ? output.slice(0, output.length / 2) : new Pages(output).take(100));
    this.#state = { at: 'over' };
    this.#said.push({ type: 'fault' });
  }

  #showPage(pages: Pages, lines: number): void {
    this.#say(pages.take(lines));
    if (pages.ended) {
      this.#finish(this.#lastStatus);
      this.#disturbPrompt();
      return;
    }
    this.#say(this.#transcript.pager?.text ?? '');
    this.#state = { at: 'pager', pages };
  }

  /** Space shows a page, Enter a line, and any other key ends the output. */
  #turnPage(byte: string, pages: Pages): void {
    this.#say(this.#transcript.pager?.erase ?? '');
    if (byte === ' ') this.#showPage(pages, this.#rows - 1);
    else if (byte === '\r' || byte === '\n') this.#showPage(pages, 1);
    else this.#finish(this.#lastStatus);
  }

  #disturbPrompt(): void {
    if (!this.#behaviour.hostile.includes('syslog') || this.#random() >= 1 / 3) return;
    this.#say(`${pause(HOSTILE_PAUSE_MS)}\n${SYSLOG_LINE}\n`);
  }

  #help(meanings: Readonly<Record<string, string>>): void {
    this.#echo('?');
    this.#say('\n');
    const help = helpFor(this.#line, this.#commands(), meanings) ?? '% Unrecognized command\n';
    this.#print(this.#line.endsWith(' ') || this.#line === '' ? `${help}\n` : help, this.#lastStatus);
  }

  #finish(status: number): void {
    this.#lastStatus = status;
    if (this.#interactive) {
      this.#prompt();
      return;
    }
    this.#state = { at: 'over' };
    this.#said.push({ type: 'exit', status });
  }

  /** The prompt, and after it what of a line has been typed. */
  #prompt(): void {
    this.#state = { at: 'prompt' };
    const { promptStyle, echo } = this.#behaviour;
    const prompt = this.#plainPrompt();
    this.#say(promptStyle === 'ansi' ? this.#colouredPrompt() : prompt);
    this.#column = prompt.length - (prompt.lastIndexOf('\n') + 1);
    if (echo !== 'none' && this.#line !== '') this.#echo(this.#line);
  }

  #plainPrompt(): string {
    const prompt = this.#transcript.prompts[this.#mode]?.(this.#facts()) ?? '';
    return this.#behaviour.promptPrefix + prompt + this.#behaviour.promptSuffix;
  }

  #colouredPrompt(): string {
    return `\x1b[?2004h\x1b]0;${this.#name}\x07\x1b[1;32m${this.#plainPrompt()}\x1b[0m\x1b[K`;
  }

  #commands(): readonly Command[] {
    return this.#transcript.commands.filter(({ modes }) => modes.includes(this.#mode));
  }

  #facts(): Facts {
    return { ...this.#device, name: this.#name, mode: this.#mode, lastStatus: this.#lastStatus };
  }

  #say(text: string): void {
    if (text === '') return;
    const shown = this.#onTerminal(text);
    const last = this.#said.at(-1);
    if (last?.type === 'text') this.#said.splice(-1, 1, { type: 'text', text: last.text + shown });
    else this.#said.push({ type: 'text', text: shown });
  }

  /** A terminal turns LF into CR LF; without one, text stays as it is. */
  #onTerminal(text: string): string {
    return this.#interactive ? text.replaceAll('\n', '\r\n') : text;
  }

  #count(what: keyof Counters): void {
    this.#said.push({ type: 'count', what });
  }

  #take(): readonly Utterance[] {
    const said = this.#said;
    this.#said = [];
    return said;
  }
}

type State =
  | { readonly at: 'prompt' }
  | { readonly at: 'secret'; readonly tries: number }
  | { readonly at: 'pager'; readonly pages: Pages }
  | { readonly at: 'key' | 'line'; readonly question: Question }
  | { readonly at: 'over' };

function* map(pieces: Iterable<string>, change: (piece: string) => string): Generator<string> {
  for (const piece of pieces) yield change(piece);
}
