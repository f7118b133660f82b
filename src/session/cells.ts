/**
 * A line in which the cursor has moved. A cell of a pager's question is a ghost: it was never output, nor are the
 * blanks that erase it, or anything else; what is written over it afterwards is.
 */
export class Cells {
  readonly #columns: number;
  #characters: string[];
  #ghosts: (Ghost | undefined)[] = [];
  #isHaunted = false;
  #cursor: number;
  /** Start of the screen row in which the cursor stands; lines longer than the screen wrap. */
  #row: number;

  constructor(text: string, columns: number) {
    this.#columns = columns;
    this.#characters = Array.from(text);
    this.#cursor = this.#characters.length;
    this.#row = Math.floor(Math.max(this.#cursor - 1, 0) / columns) * columns;
  }

  text(): string {
    const last = this.#lastReal();
    let text = '';
    for (let at = 0; at <= last; at++) {
      const character = this.#characters[at] ?? ' ';
      if (this.#ghosts[at] !== 'question') text += character;
    }
    return text;
  }

  /** A pager's question that nobody erased. */
  isLeftoverPager(): boolean {
    const isSeen = (ghost: Ghost | undefined) =>
      this.#characters.some((c, at) => c !== ' ' && this.#ghosts[at] === ghost);
    return isSeen('question') && !isSeen(undefined);
  }

  haunt(): void {
    this.#ghosts = this.#characters.map(() => 'question');
    this.#isHaunted = true;
  }

  write(text: string): void {
    for (const character of text) {
      const at = this.#cursor;
      if (at - this.#row >= this.#columns) this.#row += this.#columns;
      for (let gap = this.#characters.length; gap < at; gap++) this.#characters[gap] = ' ';
      // A blank over output erases it: it is seen between words, but not at the end of a line. What is written
      // where something was erased is output again.
      const erases = character === ' ' && at < this.#characters.length && this.#ghosts[at] !== 'erased';
      this.#characters[at] = character;
      this.#ghosts[at] = erases ? 'erased' : undefined;
      this.#cursor = at + 1;
    }
  }

  carriageReturn(): void {
    this.#cursor = this.#row;
    // Line editors clear a row with blanks before they draw in it.
    for (let at = this.#characters.length - 1; this.#characters[at] === ' '; at--) {
      this.#ghosts[at] ??= 'erased';
    }
    this.#fade();
  }

  move(columns: number): void {
    this.#cursor = Math.max(this.#row, this.#cursor + columns);
    if (columns < 0) this.#fade();
  }

  moveRows(rows: number): void {
    const column = this.#cursor - this.#row;
    this.#row = Math.max(0, this.#row + rows * this.#columns);
    this.#cursor = this.#row + column;
  }

  moveToColumn(column: number): void {
    this.#cursor = this.#row + column;
    this.#fade();
  }

  /** ECMA-48 erase in line: 0 from the cursor on, 1 up to it, 2 all. */
  erase(part: number): void {
    if (part === 0) {
      this.#characters.length = Math.min(this.#characters.length, this.#cursor);
      this.#ghosts.length = Math.min(this.#ghosts.length, this.#cursor);
    } else if (part === 1) {
      for (let at = 0; at <= this.#cursor && at < this.#characters.length; at++) this.#blankAt(at);
    } else {
      this.#characters = [];
      this.#ghosts = [];
    }
  }

  remove(count: number): void {
    this.#characters.splice(this.#cursor, count);
    this.#ghosts.splice(this.#cursor, count);
  }

  insert(count: number): void {
    if (this.#cursor >= this.#characters.length) return;
    this.#characters.splice(this.#cursor, 0, ...Array<string>(Math.min(count, this.#columns)).fill(' '));
    this.#ghosts.splice(
      this.#cursor,
      0,
      ...Array<Ghost | undefined>(Math.min(count, this.#columns)).fill(undefined),
    );
  }

  blank(count: number): void {
    const end = Math.min(this.#cursor + count, this.#characters.length);
    for (let at = this.#cursor; at < end; at++) this.#blankAt(at);
  }

  #blankAt(at: number): void {
    this.#characters[at] = ' ';
    if (this.#ghosts[at]) this.#ghosts[at] = 'erased';
  }

  /** The cursor goes back over blanks behind a pager's question: they were there to erase it, however many. */
  #fade(): void {
    if (!this.#isHaunted) return;
    for (const [at, character] of this.#characters.entries()) {
      if (character !== ' ') continue;
      // The question's own blanks need no erasing; what is written over them from now on is output.
      if (at >= this.#cursor || this.#ghosts[at] === 'question') this.#ghosts[at] = 'erased';
    }
  }

  #lastReal(): number {
    let last = this.#characters.length - 1;
    while (last >= 0 && this.#ghosts[last]) last--;
    return last;
  }
}

/** A cell that is no output: a pager's question, or a blank that erased something. */
type Ghost = 'question' | 'erased';
