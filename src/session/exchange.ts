import { Spool } from './spool.ts';
import type { Trouble } from './trouble.ts';

/** One line that was typed, and what the device printed until its next prompt. */
export class Exchange {
  /** What was typed, without the Enter. Empty or blank: an empty line, typed to see the prompt again. */
  readonly text: string;
  /** Finished lines of the output so far; of a large one the last ones. */
  readonly lines: string[] = [];
  /** The end of an output that did not end its last line; the prompt came right behind it. */
  unendedLine = '';
  /** What stood before the echo; undefined until it has been seen. */
  prompt: string | undefined;
  /** When the last byte before the prompt arrived, by `performance.now()`. */
  promptAt = 0;
  readonly typedAt: number;
  /** The echo of what was typed next has been seen: nothing more belongs to this one. */
  closed = false;
  /** What of it the device has still to read as a line; a pager may take characters typed ahead for its keys. */
  unread: string;
  #spool: Spool | undefined;
  /** Characters in `lines`, and lines that have been counted for it. */
  #size = 0;
  #counted = 0;

  constructor(text: string, typedAt: number) {
    this.text = text;
    this.unread = text;
    this.typedAt = typedAt;
  }

  get isBlank(): boolean {
    return this.text.trim() === '';
  }

  /** About how long the output is so far, in characters. */
  get size(): number {
    for (; this.#counted < this.lines.length; this.#counted++) {
      this.#size += (this.lines[this.#counted]?.length ?? 0) + 1;
    }
    return this.#size + (this.#spool?.bytes ?? 0);
  }

  /** Why not all of it could be kept; undefined while it could. */
  get trouble(): Trouble | undefined {
    return this.#spool?.trouble;
  }

  /**
   * Moves all but the last lines of an output that has grown large to a file. The last ones stay, since what follows
   * may show that they were a prompt and an echo.
   * @throws Trouble where the file cannot be made
   */
  spill(folder: string): void {
    const inMemory = this.size - (this.#spool?.bytes ?? 0);
    if (inMemory < (this.#spool ? SPOOLED_AT_ONCE : MOST_IN_MEMORY)) return;
    if (this.lines.length <= LINES_THAT_STAY) return;
    this.#spool ??= new Spool(folder);
    this.#spool.append(`${this.lines.splice(0, this.lines.length - LINES_THAT_STAY).join('\n')}\n`);
    this.#size = 0;
    this.#counted = 0;
  }

  /**
   * What the device printed between the echo and the next prompt; called once.
   * @param rest an unfinished line, where the output did not end
   */
  finish(rest = ''): { output: string; outputFile?: { path: string; bytes: number } } {
    const last = this.unendedLine + rest;
    const text = this.lines.length === 0 ? last : `${this.lines.join('\n')}\n${last}`;
    if (!this.#spool) return { output: text };
    this.#spool.append(text);
    return { output: '', outputFile: this.#spool.end() };
  }
}

/** Beyond this an output goes to a file, in characters. */
const MOST_IN_MEMORY = 8 * 1024 * 1024;
/** Once there is a file, pieces of this size go to it. */
const SPOOLED_AT_ONCE = 512 * 1024;
const LINES_THAT_STAY = 200;
