/** One line that was typed, and what the device printed until its next prompt. */
export class Exchange {
  /** What was typed, without the Enter. Empty or blank: an empty line, typed to see the prompt again. */
  readonly text: string;
  /** Finished lines of the output so far. */
  readonly lines: string[] = [];
  /** The end of an output that did not end its last line; the prompt came right behind it. */
  unendedLine = '';
  /** When the last byte before the prompt arrived, by `performance.now()`. */
  promptAt = 0;
  readonly typedAt: number;
  /** The echo of what was typed next has been seen: nothing more belongs to this one. */
  closed = false;

  /** What of it the device has still to read as a line; a pager may take characters typed ahead for its keys. */
  unread: string;

  constructor(text: string, typedAt: number) {
    this.text = text;
    this.unread = text;
    this.typedAt = typedAt;
  }

  /** What the device printed between the echo and the next prompt. */
  get output(): string {
    return this.lines.length === 0 ? this.unendedLine : `${this.lines.join('\n')}\n${this.unendedLine}`;
  }

  get isBlank(): boolean {
    return this.text.trim() === '';
  }
}
