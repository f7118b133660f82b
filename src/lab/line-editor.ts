import type { Behaviour } from './behaviour.ts';

/** The line that is being typed, and what its typing shows on the screen. All methods give what is to be said. */
export class LineEditor {
  readonly #silent: boolean;
  readonly #wrap: Behaviour['wrapEcho'];
  #text = '';
  /** The last line of the prompt. */
  #prompt = '';
  /** Cells that are taken on the screen's last row. */
  #column = 0;

  constructor({ echo, wrapEcho }: Pick<Behaviour, 'echo' | 'wrapEcho'>) {
    this.#silent = echo === 'none' || echo === 'line-end';
    this.#wrap = wrapEcho;
  }

  get text(): string {
    return this.#text;
  }

  /** Cells of the prompt before the text. */
  get promptWidth(): number {
    return this.#prompt.length;
  }

  /** A prompt is on the screen: what of the next line has been typed stands after it again. */
  begin(prompt: string): string {
    this.#prompt = prompt.slice(prompt.lastIndexOf('\n') + 1);
    this.#column = this.#prompt.length;
    return this.show(this.#text);
  }

  insert(byte: string): string {
    this.#text += byte;
    return this.show(byte);
  }

  /** A secret's byte: nothing is shown. */
  insertHidden(byte: string): string {
    this.#text += byte;
    return '';
  }

  /** Removes so many bytes before the cursor; hidden ones leave no trace. */
  rubOut(count: number, shown: 'shown' | 'hidden'): string {
    const removed = Math.min(count, this.#text.length);
    this.#text = this.#text.slice(0, this.#text.length - removed);
    if (shown === 'hidden' || this.#silent) return '';
    this.#column -= removed;
    return '\b'.repeat(removed) + ' '.repeat(removed) + '\b'.repeat(removed);
  }

  /** Puts a whole line in the place of the text, unseen. */
  replace(text: string): void {
    this.#text = text;
  }

  /** The text, and a new line begins. */
  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }

  /** The echo of what is no part of the line, or of all of it. */
  show(text: string): string {
    if (this.#silent) return '';
    this.#column += text.length;
    if (!this.#wrap || this.#column < this.#wrap.column) return text;
    switch (this.#wrap.style) {
      case 'line-feed':
        this.#column = 0;
        return `${text}\n`;
      case 'space-return':
        this.#column = 0;
        return `${text} \r`;
      case 'scroll':
        return text + this.#scroll(this.#wrap.column);
    }
  }

  /** Leaves half a row of the text, behind a `$` that says so. */
  #scroll(width: number): string {
    const kept = this.#text.slice(-Math.max(1, Math.floor((width - this.#prompt.length) / 2)));
    const row = `${this.#prompt}$${kept}`;
    const blank = Math.max(0, this.#column - row.length);
    this.#column = row.length;
    return `\r${row}${' '.repeat(blank)}${'\b'.repeat(blank)}`;
  }
}
