import { type Problem, UsageError } from '../model/usage-error.ts';

/** Collects what is wrong with one text, so that the user sees all of it at once. */
export class Problems {
  readonly #file: string;
  readonly #place: (offset: number) => Place;
  readonly #found = new Map<string, Problem>();

  /** @param place finds the line of an offset into the text */
  constructor(file: string, place: (offset: number) => Place) {
    this.#file = file;
    this.#place = place;
  }

  /** @param offset where in the text it stands, in UTF-16 units from 0 */
  add(offset: number, message: string): void {
    const { line, col: column } = this.#place(offset);
    // What thousands of devices merge from one base is wrong once.
    this.#found.set(`${line}:${column}:${message}`, { file: this.#file, line, column, message });
  }

  /** 1-based line of an offset, to point from one place of the text to another. */
  lineOf(offset: number): number {
    return this.#place(offset).line;
  }

  /** @throws UsageError with all problems, in the order of the file; nothing happens where there are none */
  throwIfAny(): void {
    if (this.#found.size > 0) throw this.toError();
  }

  /** All problems so far, for a place that cannot go on. */
  toError(): UsageError {
    return new UsageError([...this.#found.values()].toSorted(byPlace));
  }
}

/** 1-based, as the yaml library's LineCounter gives it. */
type Place = { readonly line: number; readonly col: number };

function byPlace(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
