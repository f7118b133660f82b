import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Trouble, trouble } from './trouble.ts';

/** A file for an output that is too large for the memory; only its owner can read it. */
export class Spool {
  readonly #path: string;
  readonly #file: number;
  #bytes = 0;
  #trouble: Trouble | undefined;

  /** @throws Trouble where the file cannot be made */
  constructor(folder: string) {
    this.#path = join(folder, `${randomUUID()}.txt`);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      this.#file = openSync(this.#path, 'wx', 0o600);
    } catch (error) {
      throw noRoom(error);
    }
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Why not all of the text is in the file; undefined while it is. */
  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  /** Once the disk has refused something, nothing more is written. */
  append(text: string): void {
    if (this.#trouble) return;
    const data = Buffer.from(text);
    try {
      for (let at = 0; at < data.length; ) {
        const written = writeSync(this.#file, data, at);
        at += written;
        this.#bytes += written;
      }
    } catch (error) {
      this.#trouble = noRoom(error);
    }
  }

  /** Closes the file; nothing can be appended any more. */
  end(): { path: string; bytes: number } {
    closeSync(this.#file);
    return { path: this.#path, bytes: this.#bytes };
  }
}

/** The disk is this machine's, so it is no bug and no fault of the device. */
function noRoom(error: unknown): Trouble {
  const reason = error instanceof Error ? error.message : String(error);
  return trouble(
    'output-limit',
    `the output could not be kept in a file: ${reason.replace(/,[^,]*$/, '')}`,
    'TMPDIR names a folder with more room',
    error,
  );
}
