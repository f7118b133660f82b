import type { Output } from './transcript.ts';

/** An output that is taken line by line, as a pager does. */
export class Pages {
  readonly #lines: Iterator<string>;
  #next: IteratorResult<string>;

  constructor(output: Output) {
    this.#lines = typeof output === 'string' ? linesOf(output) : output[Symbol.iterator]();
    this.#next = this.#lines.next();
  }

  /** Whether all was taken. */
  get ended(): boolean {
    return this.#next.done === true;
  }

  /** The next so many lines, or what there is. */
  take(count: number): string {
    let taken = '';
    for (let lines = 0; lines < count && !this.#next.done; ) {
      taken += this.#next.value;
      if (this.#next.value.endsWith('\n')) lines++;
      this.#next = this.#lines.next();
    }
    return taken;
  }
}

function* linesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at) + 1 || text.length;
    yield text.slice(at, end);
    at = end;
  }
}
