import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A file for an output that is too large for the memory; only its owner can read it. */
export class Spool {
  readonly #path: string;
  readonly #file: number;
  #bytes = 0;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#path = join(folder, `${randomUUID()}.txt`);
    this.#file = openSync(this.#path, 'wx', 0o600);
  }

  get bytes(): number {
    return this.#bytes;
  }

  append(text: string): void {
    const data = Buffer.from(text);
    for (let written = 0; written < data.length; ) written += writeSync(this.#file, data, written);
    this.#bytes += data.length;
  }

  /** Closes the file; nothing can be appended any more. */
  end(): { path: string; bytes: number } {
    closeSync(this.#file);
    return { path: this.#path, bytes: this.#bytes };
  }
}
