import { StringDecoder } from 'node:string_decoder';
import { Cells } from './cells.ts';

/** What the terminal must know of the device to undo what only a screen shows. */
export type TerminalOptions = {
  /** Width that the device was told, in columns: where its own line editor wraps. */
  readonly columns: number;
  /** Label of the WHATWG Encoding Standard. */
  readonly encoding: string;
  /** Is this unfinished line a pager's question? What erases it is no output. */
  readonly isPager: (line: string) => boolean;
};

/** Who is told what the terminal shows. */
export interface TerminalListener {
  /** A finished line, without its line end. */
  line(line: string): void;
  /** A pager's question is being erased although `forgetPager` was not called: a key typed earlier has answered it. */
  pagerAnswered(): void;
  /** Does a carriage return wrap the unfinished line, rather than go back in it? */
  isWrapped?(line: string, next: string): boolean;
}

/**
 * A one-line terminal: bytes in, finished lines and the unfinished one out, as a screen would show them.
 * Carriage returns, backspaces, cursor and colour sequences are carried out; TABs, blank lines and trailing spaces
 * stay. Sequences follow ECMA-48 (control functions) and xterm's "Control Sequences" (operating system commands).
 * The cost of a chunk depends on the chunk alone.
 */
export class Terminal {
  readonly #columns: number;
  readonly #isPager: (line: string) => boolean;
  readonly #decode: (bytes: Buffer) => string;
  readonly #listener: TerminalListener;
  /** An escape sequence whose end has not arrived. */
  #unfinishedSequence = '';
  /** The unfinished line while the cursor stands at its end; the common case. */
  #text = '';
  /** What stands before `#text` in a very long line, so that the cost of a chunk does not grow with the line. */
  #before: string[] = [];
  #beforeLength = 0;
  /** The unfinished line once the cursor has moved in it. */
  #cells: Cells | undefined;

  constructor(options: TerminalOptions, listener: TerminalListener) {
    this.#columns = options.columns;
    this.#isPager = options.isPager;
    this.#decode = decoder(options.encoding);
    this.#listener = listener;
  }

  /** The unfinished line as it stands; of a very long one its end. */
  get tail(): string {
    return this.#cells ? this.#cells.text() : this.#text;
  }

  /** The unfinished line, however long. */
  get unfinished(): string {
    return this.#cells ? this.#cells.text() : this.#whole();
  }

  /** Characters in the unfinished line. */
  get unfinishedLength(): number {
    return this.#cells ? this.#cells.text().length : this.#beforeLength + this.#text.length;
  }

  feed(bytes: Buffer): void {
    const input = this.#unfinishedSequence + this.#decode(bytes);
    this.#unfinishedSequence = '';
    let at = 0;
    while (at < input.length) {
      CONTROL.lastIndex = at;
      const next = CONTROL.exec(input)?.index ?? input.length;
      if (next > at) this.#write(input.slice(at, next));
      if (next === input.length) return;
      at = this.#control(input, next);
    }
  }

  /** Declares the unfinished line to be a pager's question: whatever is left of it is no output. */
  forgetPager(): void {
    this.#cells ??= new Cells(this.#take(), this.#columns);
    this.#cells.haunt();
  }

  /** Carries out the control character or sequence at `at`; returns where the text goes on. */
  #control(input: string, at: number): number {
    switch (input[at]) {
      case '\n':
        this.#finishLine();
        return at + 1;
      case '\r':
        return this.#carriageReturn(input, at);
      case '\b':
        this.#editable().move(-1);
        return at + 1;
      case '\x1b':
        return this.#escape(input, at);
      default:
        return at + 1; // NUL, BEL and the others move nothing on a screen
    }
  }

  /** CRs before a LF are part of the line end; others move the cursor. At the end of a chunk it may be either. */
  #carriageReturn(input: string, at: number): number {
    let next = at + 1;
    while (input[next] === '\r') next++;
    // A second CR before a LF may have erased: the blanks in front of it are no output.
    if (next === input.length) this.#unfinishedSequence = next - at > 1 ? '\r\r' : '\r';
    else if (input[next] !== '\n') this.#returnOrWrap(input[next] ?? '');
    else if (next - at > 1) this.#cells?.carriageReturn();
    return next;
  }

  /** Some line editors wrap by a blank, which moves to the next row, and a CR. */
  #returnOrWrap(next: string): void {
    const isWrapped = !this.#cells && this.#listener.isWrapped?.(this.#text, next) === true;
    if (isWrapped) this.#text = this.#text.slice(0, -1);
    else this.#editable().carriageReturn();
  }

  #escape(input: string, at: number): number {
    SEQUENCE.lastIndex = at;
    const found = SEQUENCE.exec(input);
    if (found) {
      this.#sequence(found[0]);
      return at + found[0].length;
    }
    const rest = input.slice(at);
    if (rest.length > LONGEST_SEQUENCE || !SEQUENCE_START.test(rest)) return at + 1;
    this.#unfinishedSequence = rest;
    return input.length;
  }

  #sequence(sequence: string): void {
    if (sequence === '\x1bE' || sequence === '\x1bD') {
      this.#finishLine();
      return;
    }
    if (sequence[1] !== '[') return;
    const numbers = sequence.slice(2, -1).split(';').map(Number);
    const count = numbers[0] || 1;
    switch (sequence.at(-1)) {
      case 'C':
        this.#editable().move(count);
        return;
      case 'D':
        this.#editable().move(-count);
        return;
      case 'A':
        this.#editable().moveRows(-count);
        return;
      case 'G':
        this.#editable().moveToColumn(count - 1);
        return;
      case 'H':
      case 'f':
        this.#editable().moveToColumn((numbers[1] || 1) - 1);
        return;
      case 'K':
      case 'J':
        this.#editable().erase(numbers[0] || 0);
        return;
      case 'P':
        this.#editable().remove(count);
        return;
      case '@':
        this.#editable().insert(count);
        return;
      case 'X':
        this.#editable().blank(count);
        return;
      default:
        return; // colours, modes and queries change no text
    }
  }

  #write(text: string): void {
    if (this.#cells) this.#cells.write(text);
    else this.#text += text;
    if (this.#text.length > LONG_LINE) {
      this.#before.push(this.#text.slice(0, -END_OF_LONG_LINE));
      this.#beforeLength += this.#text.length - END_OF_LONG_LINE;
      this.#text = this.#text.slice(-END_OF_LONG_LINE);
    }
  }

  #whole(): string {
    return this.#before.length === 0 ? this.#text : this.#before.join('') + this.#text;
  }

  /** The unfinished line, which begins anew. */
  #take(): string {
    const text = this.#whole();
    this.#text = '';
    this.#before = [];
    this.#beforeLength = 0;
    return text;
  }

  #editable(): Cells {
    if (this.#cells) return this.#cells;
    const isPager = this.#isPager(this.#text);
    this.#cells = new Cells(this.#take(), this.#columns);
    if (isPager) {
      this.#cells.haunt();
      this.#listener.pagerAnswered();
    }
    return this.#cells;
  }

  #finishLine(): void {
    const cells = this.#cells;
    const line = cells ? cells.text() : this.#take();
    this.#cells = undefined;
    if (!cells?.isLeftoverPager()) this.#listener.line(line);
  }
}

const LONG_LINE = 8192;
/** Longer than any prompt. */
const END_OF_LONG_LINE = 1024;
const CONTROL = /[\0-\x08\n\x0b-\x1f\x7f]/g;
const LONGEST_SEQUENCE = 4096;
const SEQUENCE =
  /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]+[0-~]|[0-OQ-WYZ\\`-~])/y;
const SEQUENCE_START = /^\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[PX^_][^\x1b]*\x1b?|[ -/]*)$/;

/** Decodes a stream whose characters may be cut anywhere; what cannot be decoded becomes U+FFFD. */
function decoder(encoding: string): (bytes: Buffer) => string {
  const label = new TextDecoder(encoding).encoding;
  if (label === 'utf-8') {
    const utf8 = new StringDecoder('utf8');
    return (bytes) => utf8.write(bytes);
  }
  const other = new TextDecoder(label);
  return (bytes) => other.decode(bytes, { stream: true });
}
