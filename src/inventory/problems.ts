import { type Problem, UsageError } from '../model/usage-error.ts';

/** A place in one of the texts that an inventory is made of; line and column count from 1. */
export type Place = { readonly file: string; readonly line?: number; readonly column?: number };

/**
 * The texts that one input is made of, laid end to end: an offset is a number that stands for a place in any of them,
 * so that values of several files can be mixed and each still knows where it was written.
 */
export class Texts {
  readonly #texts: { readonly file: string; readonly base: number; readonly text: string | undefined }[] = [];
  readonly #lines = new Map<number, readonly number[]>();
  #end = 0;

  /**
   * @param file only for messages, as the user named it
   * @param text undefined: it has no lines that a user could look at, such as an answer of a server
   * @returns the offset of its first letter, to add to offsets into the text
   */
  add(file: string, text?: string): number {
    const base = this.#end;
    this.#texts.push({ file, base, text });
    this.#end += (text?.length ?? 0) + 1;
    return base;
  }

  placeOf(offset: number): Place {
    const index = lastAtOrBefore(offset, this.#texts.length, (at) => this.#texts[at]?.base ?? 0);
    const found = this.#texts[index];
    if (!found) throw new Error('a place was asked for before there was a text');
    if (found.text === undefined) return { file: found.file };
    const starts = this.#startsOf(index, found.text);
    const within = offset - found.base;
    const line = lastAtOrBefore(within, starts.length, (at) => starts[at] ?? 0);
    return { file: found.file, line: line + 1, column: within - (starts[line] ?? 0) + 1 };
  }

  /** Where a line begins of the text that begins at `base`. */
  startOfLine(base: number, line: number): number {
    const index = this.#texts.findIndex((text) => text.base === base);
    return base + (this.#startsOf(index, this.#texts[index]?.text ?? '')[line - 1] ?? 0);
  }

  /** Where each line begins; worked out when the first place is asked for, since most inventories are right. */
  #startsOf(index: number, text: string): readonly number[] {
    const known = this.#lines.get(index);
    if (known) return known;
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#lines.set(index, starts);
    return starts;
  }
}

/** Collects what is wrong with an input, so that the user sees all of it at once. */
export class Problems {
  readonly texts: Texts;
  readonly #found = new Map<string, { readonly offset: number; readonly problem: Problem }>();

  constructor(texts: Texts = new Texts()) {
    this.texts = texts;
  }

  get count(): number {
    return this.#found.size;
  }

  /** @param offset where in the texts it stands, in UTF-16 units */
  add(offset: number, message: string): void {
    const place = this.texts.placeOf(offset);
    // What thousands of devices merge from one base is wrong once.
    this.#found.set(`${offset}:${message}`, { offset, problem: { ...place, message } });
  }

  /** Takes over what is wrong with a part of the same input. */
  addAll(part: Problems): void {
    for (const [key, found] of part.#found) this.#found.set(key, found);
  }

  /** 1-based line of an offset, to point from one place of a text to another. */
  lineOf(offset: number): number {
    return this.texts.placeOf(offset).line ?? 1;
  }

  /** @throws UsageError with all problems, in the order of the files; nothing happens where there are none */
  throwIfAny(): void {
    if (this.#found.size > 0) throw this.toError();
  }

  /** All problems so far, for a place that cannot go on. */
  toError(): UsageError {
    const found = [...this.#found.values()].toSorted((a, b) => a.offset - b.offset);
    return new UsageError(found.map(({ problem }) => problem));
  }
}

/** The place of the last of `count` rising numbers that is not above `wanted`. */
function lastAtOrBefore(wanted: number, count: number, numberAt: (place: number) => number): number {
  let low = 0;
  for (let high = count; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if (numberAt(middle) <= wanted) low = middle;
    else high = middle;
  }
  return low;
}
