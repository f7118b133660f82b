import type { Behaviour } from './behaviour.ts';
import { readLine } from './command-line.ts';
import type { Counters } from './counters.ts';
import { applyFilter, type Filter, splitPipe } from './filter.ts';
import { helpFor } from './help.ts';
import { disturb, HOSTILE_PAUSE_MS, SYSLOG_LINE } from './hostile.ts';
import { LineEditor } from './line-editor.ts';
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
  readonly #editor: LineEditor;
  #state: State = { at: 'prompt' };
  #mode: string;
  #name: string;
  #rows: number;
  #lastStatus = 0;
  #prompts = 0;
  #afterReturn = false;
  /** false: a command without a terminal, which has no prompt, no echo and no pager. */
  #interactive = true;
  #said: Utterance[] = [];

  constructor({ transcript, behaviour, device, terminalRows, random }: ShellSetup) {
    this.#transcript = transcript;
    this.#behaviour = behaviour;
    this.#device = device;
    this.#random = random;
    this.#editor = new LineEditor(behaviour);
    this.#name = device.name;
    this.#mode = behaviour.privilege === 'at-login' ? transcript.elevation.mode : transcript.loginMode;
    const rows = behaviour.pageRows ?? transcript.pager?.rows ?? 0;
    this.#rows = rows === 'pty' ? terminalRows : rows;
  }

  /** What is said before anything is typed. */
  greet(): readonly Utterance[] {
    if (this.#behaviour.shellLogin === 'none') this.#welcome();
    else this.#ask('login', this.#behaviour.shellLogin === 'name-and-password');
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

  #welcome(): void {
    const { motd, fault, greeting } = this.#behaviour;
    const text = motd === undefined ? this.#transcript.greeting(this.#facts()) : byteString(motd);
    if (fault?.after === 'shell') {
      this.#say(text);
      this.#state = { at: 'over' };
      this.#said.push({ type: 'fault' });
    } else if (greeting === 'paged' && this.#rows > 0) {
      this.#showPage(new Pages(text), this.#rows - 1);
    } else {
      this.#say(text);
      this.#prompt();
    }
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
    const { at } = this.#state;
    const editor = this.#editor;
    const shown = at === 'secret' ? 'hidden' : 'shown';
    const shortcut = this.#transcript.keys[byte];
    if (byte === '\r' || byte === '\n') {
      this.#enter();
    } else if (byte === '\b' || byte === '\x7f') {
      this.#say(editor.rubOut(1, shown));
    } else if (byte === '\x15') {
      this.#say(editor.rubOut(editor.text.length, shown));
    } else if (byte === '\x03') {
      this.#interrupt();
    } else if (byte === '?' && at === 'prompt' && this.#transcript.help) {
      this.#help(this.#transcript.help);
    } else if (shortcut && at === 'prompt') {
      this.#say(editor.show(shortcut.shown));
      editor.replace(shortcut.line);
      this.#enter();
    } else if (byte >= ' ') {
      this.#say(shown === 'hidden' ? editor.insertHidden(byte) : editor.insert(byte));
    }
  }

  /** Ctrl-C gives the line up, or the question; the shell's own login stays. */
  #interrupt(): void {
    if ('gate' in this.#state && this.#state.gate === 'login') return;
    this.#editor.take();
    this.#say(this.#transcript.interrupted);
    this.#prompt();
  }

  #enter(): void {
    const line = this.#editor.take();
    const { echo, promptStyle, replyDelayMs } = this.#behaviour;
    if (echo !== 'none' || this.#state.at === 'secret') this.#say('\n');
    if (promptStyle === 'ansi' && this.#state.at === 'prompt') this.#say('\x1b[?2004l\r');
    if (echo === 'twice' && this.#state.at === 'prompt' && line !== '') this.#say(`${line}\n`);
    if (replyDelayMs > 0) this.#say(pause(replyDelayMs));
    switch (this.#state.at) {
      case 'secret':
        this.#checkSecret(line, this.#state.gate, this.#state.tries);
        return;
      case 'name':
        this.#say(this.#secretPrompt(this.#state.gate));
        this.#state = { at: 'secret', gate: this.#state.gate, tries: 1 };
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

  /** Asks for the secret of a gate, and for a user name before it. */
  #ask(gate: Gate, nameFirst: boolean): void {
    if (gate === 'login') this.#say('\nUser Access Verification\n\n');
    this.#say(nameFirst ? 'Username: ' : this.#secretPrompt(gate));
    this.#state = nameFirst ? { at: 'name', gate } : { at: 'secret', gate, tries: 1 };
  }

  #secretPrompt(gate: Gate): string {
    return gate === 'login' ? 'Password: ' : this.#transcript.elevation.prompt(this.#facts());
  }

  #checkSecret(typed: string, gate: Gate, tries: number): void {
    const right = byteString(gate === 'login' ? this.#device.password : this.#device.secret);
    if (gate === 'elevation') this.#count('enableAttempts');
    if (typed !== right) {
      this.#count(gate === 'login' ? 'loginsRejected' : 'enableRejections');
      this.#rejectSecret(gate, tries);
    } else if (gate === 'login') {
      this.#count('loginsAccepted');
      this.#state = { at: 'prompt' };
      this.#welcome();
    } else {
      this.#mode = this.#transcript.elevation.mode;
      this.#prompt();
    }
  }

  #rejectSecret(gate: Gate, tries: number): void {
    const { elevation } = this.#transcript;
    const denied = this.#behaviour.wrongSecret === 'denied';
    if (gate === 'login' && tries >= elevation.tries) {
      this.#say('% Bad passwords\n');
      this.#state = { at: 'over' };
      this.#said.push({ type: 'hang-up' });
      return;
    }
    if (elevation.wrongPauseMs > 0) this.#said.push({ type: 'deaf', ms: elevation.wrongPauseMs });
    if (gate === 'elevation' && (denied || tries >= elevation.tries)) {
      this.#say(denied ? '% Access denied\n\n' : elevation.refused);
      this.#finish(1);
      return;
    }
    this.#say((gate === 'login' ? '' : elevation.wrong) + this.#secretPrompt(gate));
    this.#state = { at: 'secret', gate, tries: tries + 1 };
  }

  #run(line: string): void {
    this.#count('commands');
    this.#lookForSecrets(line);
    const meaning = this.#meaning(line);
    switch (meaning.type) {
      case 'unknown':
      case 'incomplete':
      case 'ambiguous': {
        const { text, status } = this.#transcript.refusal(meaning, line, this.#editor.promptWidth);
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
    const filtered =
      (answer.type === 'print' || answer.type === 'replay') && typeof answer.output === 'string'
        ? applyFilter(answer.output, filter, this.#transcript.filters ?? [])
        : undefined;
    return filtered === undefined ? { type: 'unknown', at: filter.at } : { type: 'print', output: filtered };
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
    const { mode } = this.#transcript.elevation;
    const { privilege } = this.#behaviour;
    if (privilege === 'for-nothing') this.#mode = mode;
    if (privilege === 'nowhere') this.#print('% No password set\n', 1);
    else if (this.#mode === mode) this.#finish(0);
    else this.#ask('elevation', privilege === 'by-name-and-secret');
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
    this.#say(`${this.#editor.show('?')}\n`);
    const help = helpFor(this.#editor.text, this.#commands(), meanings) ?? '% Unrecognized command\n';
    this.#print(help, this.#lastStatus);
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
    this.#prompts += 1;
    const prompt = this.#plainPrompt();
    this.#say(this.#behaviour.promptStyle === 'ansi' ? this.#colouredPrompt() : prompt);
    this.#say(this.#editor.begin(prompt));
  }

  #plainPrompt(): string {
    const prompt = this.#transcript.prompts[this.#mode]?.(this.#facts()) ?? '';
    const { promptPrefix, promptSuffix } = this.#behaviour;
    return this.#fillIn(promptPrefix) + prompt + this.#fillIn(promptSuffix);
  }

  #fillIn(text: string): string {
    const time = this.#device.now().toISOString().slice(11, 19);
    return text.replaceAll('{time}', time).replaceAll('{count}', String(this.#prompts));
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
  | { readonly at: 'name'; readonly gate: Gate }
  | { readonly at: 'secret'; readonly gate: Gate; readonly tries: number }
  | { readonly at: 'pager'; readonly pages: Pages }
  | { readonly at: 'key' | 'line'; readonly question: Question }
  | { readonly at: 'over' };

/** What a secret opens: the shell, or its privileged mode. */
type Gate = 'login' | 'elevation';

function* map(pieces: Iterable<string>, change: (piece: string) => string): Generator<string> {
  for (const piece of pieces) yield change(piece);
}
