import type { Platform } from '../platforms/platform.ts';
import { findEcho } from './echo.ts';
import { Exchange } from './exchange.ts';
import { isHelp } from './opening.ts';
import { type Prompt, recognise, sameButDigits, sameDevice } from './prompt.ts';
import { Terminal } from './terminal.ts';

/** What the device seems to wait for, judged by its unfinished line. */
export type Waiting =
  /** Nothing that is known: more is to come. */
  | { readonly for: 'nothing' }
  /** A command. `exact`: it is the learned prompt and counts at once; else it counts after a silence. */
  | { readonly for: 'command'; readonly prompt: Prompt; readonly exact: boolean }
  /** A key, in its pager; one that is not `exact` counts after a silence. */
  | { readonly for: 'key'; readonly key: string; readonly exact: boolean }
  /** An answer; it counts after a silence. */
  | { readonly for: 'answer'; readonly question: string };

/**
 * What is on the device's screen, and to which of the typed lines it belongs.
 *
 * The prompt is learned from the device: what stands before the echo of a typed line is the prompt. The echo also ends
 * the output before it. An output may hold the very prompt as a line, so a prompt at the end of all that was received
 * is reason enough to type the next line, but only the echo of that line proves that it was one: what comes before
 * the echo belongs to the previous output, which then goes on.
 */
export class Screen {
  readonly #platform: Platform;
  readonly #terminal: Terminal;
  readonly #now: () => number;
  /** Whose output is coming in; before the first echo it is the greeting. */
  #current: Exchange;
  /** Typed, and no echo seen yet: either commands or empty lines. */
  #typed: Exchange[] = [];
  #prompt: Prompt | undefined;
  /** An echo has proven the prompt. */
  #isLearned = false;
  /** The prompt shows a clock or a counter. */
  #promptVaries = false;
  /** The lines of a prompt of several lines, but for its last. */
  #promptHead: readonly string[] = [];
  /** The unfinished line at which the last line was typed; more of it may have come later. */
  #typedBehind = '';
  #echoes = true;
  /** The device echoes every line twice, which its answers to commands that print nothing have shown. */
  #echoesTwice = false;
  /** The output that is coming in has had the prompt as a line: it was none, or a message came behind it. */
  #hadPromptLine = false;
  #hasLookalikes = false;
  #keysTaken = 0;
  #bytesSinceSent = 0;

  /** @param now milliseconds of a clock that never goes back */
  constructor(platform: Platform, encoding: string, now: () => number) {
    this.#platform = platform;
    this.#now = now;
    this.#current = new Exchange('', now());
    this.#terminal = new Terminal(
      {
        columns: platform.terminal.columns,
        encoding,
        isPager: (line) => platform.pagers.some((pager) => !pager.isVague && pager.pattern.test(line)),
      },
      {
        line: (line) => this.#line(line),
        pagerAnswered: () => this.#pagerTookKey(),
        isWrapped: (line, next) => this.#isWrappedEcho(line, next),
      },
    );
  }

  /** The prompt as last seen. */
  get prompt(): Prompt | undefined {
    return this.#prompt;
  }

  /** An echo has proven that the prompt is one. */
  get isLearned(): boolean {
    return this.#isLearned;
  }

  /** The device shows what is typed. */
  get echoes(): boolean {
    return this.#echoes;
  }

  /** Lines were typed whose echo has not come yet. */
  get isTyping(): boolean {
    return this.#typed.length > 0;
  }

  /** The echo of the empty line typed last will differ from a bare prompt. */
  get canConfirm(): boolean {
    return this.#typed.at(-1)?.unread !== '';
  }

  /** A pager has taken a part of a command that was typed ahead for its keys. */
  get lostCommand(): boolean {
    return this.#typed.some((typed) => !typed.isBlank && typed.unread !== typed.text);
  }

  /** Something has arrived since something was sent. */
  get hasAnswered(): boolean {
    return this.#bytesSinceSent > 0;
  }

  /** The exchange whose output is coming in. */
  get current(): Exchange {
    return this.#current;
  }

  /** A pager has interrupted an output, so it might take a line that is typed ahead for its keys. */
  get pagerWasSeen(): boolean {
    return this.#keysTaken > 0;
  }

  /** How many keys pagers have taken, those that were meant for them and others. */
  get keysTaken(): number {
    return this.#keysTaken;
  }

  /** The output that is coming in has the prompt as a line, so that an empty line's echo proves nothing in it. */
  get hasLookalikes(): boolean {
    return this.#hasLookalikes;
  }

  /** The last line on the screen that is not blank, finished or not; empty where nothing was printed. */
  get lastLine(): string {
    return this.tail.trim() || (this.#current.lines.findLast((line) => line.trim() !== '')?.trim() ?? '');
  }

  /** The unfinished line, however long. */
  get unfinished(): string {
    return this.#terminal.unfinished;
  }

  /** Characters in the unfinished line. */
  get unfinishedLength(): number {
    return this.#terminal.unfinishedLength;
  }

  /** The unfinished line; of a very long one its end. */
  get tail(): string {
    return this.#terminal.tail;
  }

  feed(bytes: Buffer): void {
    this.#bytesSinceSent += bytes.length;
    this.#terminal.feed(bytes);
    const { tail } = this;
    if (tail === '') {
      if (this.#promptBeforeMessages(this.#current.lines) !== -1) this.#current.promptAt = this.#now();
      return;
    }
    const prompt = this.#promptLine(tail);
    if (!this.#isLearned || prompt) {
      this.#findBlankEchoes(tail, prompt);
      this.#current.promptAt = this.#now();
    }
  }

  /** Says that something is being sent. */
  expectAnswer(): void {
    this.#bytesSinceSent = 0;
  }

  /** Says that a line is being typed; its Exchange fills as its echo and its output arrive. */
  type(exchange: Exchange): void {
    this.#prompt ??= recognise(this.#platform, this.tail);
    this.#typed.push(exchange);
    this.#typedBehind = this.tail;
  }

  waiting(): Waiting {
    const { tail } = this;
    if (tail === '') return this.#waitingBehindMessages();
    const pager = this.#platform.pagers.find(({ pattern }) => pattern.test(tail));
    if (pager && !pager.isVague && this.#takesTypedKey()) return NOTHING;
    if (pager) return { for: 'key', key: pager.answer, exact: !pager.isVague };
    const known = this.#prompt;
    if (known && this.#isPrompt(tail))
      return { for: 'command', prompt: { ...known, text: tail }, exact: true };
    const seen = recognise(this.#platform, tail);
    if (seen && (!known || this.#isOurs(known, seen))) return { for: 'command', prompt: seen, exact: true };
    if (known && this.#isLearned) {
      if (this.#isHelpDone(tail, known)) return { for: 'command', prompt: known, exact: true };
      const prompt = this.#promptBehind(tail);
      if (prompt) return { for: 'command', prompt, exact: false };
    }
    if (seen) return { for: 'command', prompt: seen, exact: false };
    const { question, shellLogin } = this.#platform;
    const asksLogin =
      !this.#isLearned && (shellLogin?.username.test(tail) || shellLogin?.password.test(tail));
    return asksLogin || question.test(tail) || LOGIN_QUESTION.test(tail)
      ? { for: 'answer', question: tail.trim() }
      : NOTHING;
  }

  /** Ends the output that is coming in; only where no echo can prove that it has ended. */
  endOutput(): void {
    if (this.#prompt) this.#begin(new Exchange('', this.#now()), this.#prompt);
  }

  /** Says that the pager's key is being typed: what is left of its question is no output. */
  answeredPager(): void {
    this.#keysTaken++;
    this.#terminal.forgetPager();
  }

  /** Takes a prompt that was seen for the device's own: after a change of mode, or after a silence. */
  adopt(prompt: Prompt): void {
    this.#prompt = prompt;
    this.#current.promptAt = this.#now();
  }

  /**
   * Decides, after a silence, about typed lines whose echo was not recognised although the device said something.
   * Either it read them and echoes nothing (or in a form that nobody knows): then they count as echoed. Or they were
   * typed at something in the greeting that was no prompt, and thrown away.
   * @returns the lines that were thrown away, to be typed again
   */
  resolveTyped(): readonly Exchange[] {
    const prompt = recognise(this.#platform, this.tail) ?? this.#prompt;
    if (!prompt) return [];
    const start = prompt.text.trimEnd();
    const { lines } = this.#current;
    const read = lines.flatMap((line, at) => (line.startsWith(start) ? [at] : [])).slice(-this.#typed.length);
    // Nothing proves that the lines were read as commands: the device may be asking for another login.
    if (!recognise(this.#platform, this.tail) && !this.#isLearned && read.length < this.#typed.length)
      return [];
    if (read.length === 0 && !this.#isLearned) {
      this.#prompt = undefined;
      return this.#typed.splice(0);
    }
    const ends = [...read.slice(1), lines.length];
    const all = lines.splice(read[0] ?? lines.length);
    // Where there are fewer lines than were typed, the first ones printed nothing.
    const without = this.#typed.length - read.length;
    for (const [i, next] of this.#typed.splice(0).entries()) {
      const from = (read[i - without] ?? lines.length) - lines.length;
      const [echo = '', ...output] = all.slice(from, (ends[i - without] ?? lines.length) - lines.length);
      const behind = withoutPrompts(echo, prompt);
      // What stands behind the prompt is an echo that nobody knows, or the output of a device that echoes nothing.
      const isOutput = !next.isBlank && !behind.includes(next.text.split(' ')[0] ?? '');
      if (isOutput) this.#echoes = false;
      this.#begin(next, prompt);
      if (isOutput && behind !== '') next.lines.push(behind);
      next.lines.push(...output);
      next.promptAt = this.#now();
    }
    return [];
  }

  /** Messages came after the prompt, and the device does not repeat it. */
  #waitingBehindMessages(): Waiting {
    const known = this.#prompt;
    const at = this.#promptBeforeMessages(this.#current.lines);
    const prompt = at === -1 ? undefined : this.#promptLine(this.#current.lines[at] ?? '');
    return known && prompt ? { for: 'command', prompt, exact: false } : NOTHING;
  }

  #isPrompt(line: string, known = this.#prompt?.text): boolean {
    return known === line || (this.#promptVaries && known !== undefined && sameButDigits(known, line));
  }

  /** Two prompts of this device. */
  #isOurs(known: Prompt, seen: Prompt): boolean {
    return sameDevice(known, seen) || (this.#promptVaries && sameButDigits(known.name, seen.name));
  }

  /** A command of the opening was read last. */
  get #isPreparing(): boolean {
    return this.#platform.prepare.some(({ command }) => command === this.#current.text);
  }

  /** A line that is the prompt, perhaps of another mode. */
  #promptLine(line: string): Prompt | undefined {
    const known = this.#prompt;
    if (known && this.#isPrompt(line)) return { ...known, text: line };
    const seen = recognise(this.#platform, line);
    return known && seen && this.#isOurs(known, seen) ? seen : undefined;
  }

  /** The prompt at the end of a line, perhaps behind an output that did not end its line. */
  #promptBehind(line: string, known = this.#prompt): Prompt | undefined {
    const text = known && line.slice(-known.text.length);
    return known && text !== undefined && this.#isPrompt(text, known.text) ? { ...known, text } : undefined;
  }

  /** After the help that `?` brings, the device shows what was typed before it once more. */
  #isHelpDone(tail: string, prompt: Prompt): boolean {
    const { text } = this.#current;
    if (!isHelp(this.#platform, text) || this.isTyping || !tail.startsWith(prompt.text)) return false;
    return tail.slice(prompt.text.length).trim() === text.slice(0, -1).trim();
  }

  #line(line: string): void {
    const next = this.#typed[0];
    const prompt =
      next && !next.isBlank
        ? (this.#promptOfEcho(line, next.text) ?? this.#promptOfWrappedEcho(line, next.text))
        : undefined;
    if (next && prompt) {
      this.#typed.shift();
      this.#begin(next, prompt);
      if (!this.#echoes) this.#keepGluedOutput(line, prompt);
      return;
    }
    this.#noticeLookalike(line);
    this.#current.lines.push(line);
  }

  /** A line that begins with the prompt is a prompt only when it turns out to be an echo, or when only messages follow. */
  #noticeLookalike(line: string): void {
    const known = this.#prompt?.text;
    if (known === undefined || !this.#isLearned) return;
    if (line.startsWith(known)) {
      if (line.trimEnd() === known.trimEnd()) this.#hadPromptLine = true;
      else this.#hasLookalikes = true;
    } else if (this.#hadPromptLine && !isMessage(line)) {
      this.#hasLookalikes = true;
    }
  }

  /** The same for an echo that the device wraps by ending its line: what came before it is in the lines already. */
  #promptOfWrappedEcho(line: string, text: string): Prompt | undefined {
    const { lines } = this.#current;
    const known = this.#prompt;
    if (!known || !this.#isLearned) return undefined;
    let echo = line;
    for (let at = lines.length - 1; at >= 0 && echo.length < known.text.length + text.length; at--) {
      echo = `${lines[at]}${echo}`;
      if (echo !== known.text + text) continue;
      lines.length = at;
      return known;
    }
    return undefined;
  }

  /** The line ends in the blank behind which a line editor wraps its echo, and the echo goes on. */
  #isWrappedEcho(line: string, next: string): boolean {
    const text = this.#typed[0]?.text;
    const start = this.#prompt?.text.length ?? 0;
    const shown = line.slice(start, -1);
    if (text === undefined || shown === '' || !line.endsWith(' ')) return false;
    return this.#isPrompt(line.slice(0, start)) && text.startsWith(shown) && text[shown.length] === next;
  }

  /** The line is the echo of `text`: gives the prompt before it. */
  #promptOfEcho(line: string, text: string): Prompt | undefined {
    const known = this.#prompt;
    if (!this.#echoes && known && line.startsWith(known.text.trimEnd())) return known;
    // Some devices show the help key, others only what stands before it.
    const echo =
      findEcho(line, text) ?? (isHelp(this.#platform, text) ? findEcho(line, text.slice(0, -1)) : undefined);
    if (!echo) return undefined;
    const behind = this.#isLearned ? this.#promptBehind(echo.before) : undefined;
    if (behind) {
      this.#current.unendedLine = echo.before.slice(0, -behind.text.length);
      return behind;
    }
    if (echo.isScrolled && echo.before === '') return known;
    if (echo.before.trim() === '') {
      const at = this.#promptBeforeMessages(this.#current.lines);
      if (at === -1) return undefined;
      this.#current.lines.length = at;
      return known;
    }
    const seen = recognise(this.#platform, echo.before);
    if (!seen || !known || !this.#isLearned || this.#isOurs(known, seen)) return seen;
    // Only the opening shows for sure that a prompt varies: its commands print nothing that could be another's prompt.
    if (this.#isPreparing && sameButDigits(known.text, seen.text)) {
      this.#promptVaries = true;
      return seen;
    }
    // The greeting did not end its last line: its end was taken for the start of the prompt.
    return known.text.endsWith(seen.text) ? seen : undefined;
  }

  /** Where lines end in a prompt behind which only asynchronous messages came; -1: they do not. */
  #promptBeforeMessages(lines: readonly string[]): number {
    if (!this.#isLearned) return -1;
    let at = lines.length - 1;
    // An output may consist of messages, and this is asked for every chunk of it.
    const first = Math.max(0, at - MOST_MESSAGES);
    while (at >= first && isMessage(lines[at] ?? '')) at--;
    return at >= first && at < lines.length - 1 && this.#promptLine(lines[at] ?? '') ? at : -1;
  }

  /** The echo of `next` has come: ends the output before it. */
  #begin(next: Exchange, prompt: Prompt): void {
    const ended = this.#current;
    if (this.#isLearned && !this.#hasLookalikes) {
      // A device that repeats its prompt after a message: neither is output.
      const at = this.#promptBeforeMessages(ended.lines);
      if (at !== -1) ended.lines.length = at;
    }
    this.#dropSecondEcho(ended);
    this.#dropPromptHead(ended.lines);
    this.#dropGluedHead(ended);
    ended.closed = true;
    next.prompt = prompt.text;
    this.#current = next;
    this.#prompt = prompt;
    this.#isLearned = true;
    this.#hasLookalikes = false;
    this.#hadPromptLine = false;
  }

  #dropSecondEcho({ text, lines }: Exchange): void {
    const [first] = lines;
    if (first === undefined || text.trim() === '') return;
    const isEcho = first === text || first === (this.#prompt?.text ?? '') + text;
    if (isEcho && this.#platform.prepare.some(({ command }) => command === text)) this.#echoesTwice = true;
    if (isEcho && this.#echoesTwice) lines.shift();
  }

  /** Without an echo the output may begin right behind the prompt. */
  #keepGluedOutput(line: string, prompt: Prompt): void {
    const output = withoutPrompts(line, prompt);
    if (output !== '') this.#current.lines.push(output);
  }

  #dropPromptHead(lines: string[]): void {
    const at = lines.length - this.#promptHead.length;
    if (at >= 0 && this.#promptHead.every((head, i) => sameButDigits(head, lines[at + i] ?? '')))
      lines.length = at;
  }

  /** The same behind an output that did not end its line. */
  #dropGluedHead(ended: Exchange): void {
    const [first, ...others] = this.#promptHead;
    const at = ended.lines.length - this.#promptHead.length;
    const line = ended.lines[at];
    if (first === undefined || line === undefined) return;
    const end = line.length - first.length;
    if (end <= 0 || !sameButDigits(line.slice(end), first)) return;
    if (!others.every((head, i) => sameButDigits(head, ended.lines[at + 1 + i] ?? ''))) return;
    ended.unendedLine = line.slice(0, end);
    ended.lines.length = at;
  }

  /** Empty lines were typed, and the prompt is at the end: have they all been echoed? */
  #findBlankEchoes(tail: string, prompt: Prompt | undefined): void {
    if (!this.#typed[0]?.isBlank) return;
    if (this.#isLearned && prompt) this.#confirmPrompt(prompt);
    else if (!this.#isLearned) this.#learnFromBlank(tail);
  }

  /** Every typed empty line brings the prompt once more; they are looked for from the last to the first. */
  #confirmPrompt(prompt: Prompt): void {
    const last = this.#typed.at(-1);
    // A bare Enter echoes as nothing, as a line of the output that is the prompt would.
    if (!last || (this.#hadPromptLine && last.unread === '')) return;
    const { lines } = this.#current;
    this.#learnHead(lines, last.unread);
    const first = Math.max(0, lines.length - MOST_ECHO_LINES);
    const rest = lines.slice(first);
    for (const typed of this.#typed.toReversed()) {
      this.#dropPromptHead(rest);
      const line = rest.pop();
      if (line === undefined) return;
      if (!line.endsWith(typed.unread)) return;
      if (this.#echoesTwice && rest.at(-1) === line) rest.pop();
      const before = line.slice(0, line.length - typed.unread.length);
      if (this.#isPrompt(before, prompt.text)) continue;
      const behind = this.#promptBehind(before, prompt);
      if (behind) {
        this.#current.unendedLine = before.slice(0, -behind.text.length);
      } else {
        const at = before === '' ? this.#promptBeforeMessages(rest) : -1;
        if (at === -1) return;
        rest.length = at;
      }
    }
    lines.length = first + rest.length;
    this.#typed = [];
    this.#begin(last, prompt);
  }

  /** An empty line prints nothing: what stands between its echo and the prompt are the prompt's upper lines. */
  #learnHead(lines: readonly string[], unread: string): void {
    if (this.#promptHead.length > 0 || unread === '') return;
    for (let head = 1; head <= LONGEST_HEAD; head++) {
      const line = lines.at(-1 - head);
      const isEcho = line?.endsWith(unread) && this.#promptLine(line.slice(0, -unread.length));
      if (isEcho) this.#promptHead = lines.slice(-head);
    }
  }

  /** An empty line typed at what may have been a prompt brings it again, with all its lines, if it was one. */
  #learnFromBlank(tail: string): void {
    if (!sameButDigits(tail.slice(0, this.#typedBehind.length), this.#typedBehind)) return;
    const { lines } = this.#current;
    const seen = recognise(this.#platform, tail) ?? { text: tail, mode: undefined, name: '' };
    for (let head = 0; head <= LONGEST_HEAD; head++) {
      const before = lines.at(-1 - head);
      if (before === undefined || !sameButDigits(before, tail)) continue;
      this.#promptVaries = before !== tail;
      this.#promptHead = head === 0 ? [] : lines.slice(-head);
      const typed = this.#typed.splice(0).at(-1);
      if (typed) this.#begin(typed, seen);
      return;
    }
  }

  /** A key that was typed before the pager appeared answers it: it is no part of an echo any more. */
  #pagerTookKey(): void {
    this.#keysTaken++;
    const first = this.#typed[0];
    if (!first) return;
    if (first.unread === '') this.#typed.shift();
    else first.unread = first.unread.slice(1);
  }

  #takesTypedKey(): boolean {
    if (!this.isTyping) return false;
    this.#pagerTookKey();
    this.#terminal.forgetPager();
    return true;
  }
}

/** Where no line end is echoed either, the prompts of commands that print nothing stand one behind the other. */
function withoutPrompts(line: string, { text }: Prompt): string {
  let rest = line;
  while (text !== '' && rest.startsWith(text)) rest = rest.slice(text.length);
  return rest === text.trimEnd() ? '' : rest;
}

const NOTHING: Waiting = { for: 'nothing' };

const LOGIN_QUESTION = /(?:pass(?:word|phrase|code)|user ?name|login)\s*:\s*$/i;

/** Lines of a prompt above its last one. */
const LONGEST_HEAD = 3;

/** Lines from the end in which the echoes of empty lines are looked for: messages may stand between. */
const MOST_ECHO_LINES = 100;

/** Messages behind a prompt, at most; so many lines of a large output stay in the memory. */
const MOST_MESSAGES = 200;

/** A system message in Cisco's form (`%FACILITY-SEVERITY-MNEMONIC: text`), as RFC 5424 devices print to a terminal too. */
function isMessage(line: string): boolean {
  return line.trim() === '' || MESSAGE.test(line);
}

const MESSAGE = /^\S?.{0,80}?%[A-Z][A-Z0-9_]*(?:-[A-Z0-9_]+)?-[0-7]-[A-Z0-9_]+: /;
