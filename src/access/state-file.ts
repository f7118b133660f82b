import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { takeLock } from './state-lock.ts';

/**
 * A small file that is remembered between runs. What cannot be read is as if it were not there, and what cannot be
 * written is no reason to fail a run: writing tells whether it was done. Files are 0600, folders 0700.
 */
export type StateFile = {
  readonly path: string;
  /** @returns the whole text, undefined where there is none or it cannot be read */
  read(): string | undefined;
  /** @returns what the text says as JSON, undefined where there is none or it is damaged; the caller checks its shape */
  readJson(): unknown;
  /** Puts a text in the place of what is there; a reader sees the old one or the new one, whole, also after a crash. */
  replace(text: string): boolean;
  /**
   * Adds lines at the end in one write: those of several processes do not mix, and a line that a crash has cut stays
   * a line of its own.
   * @param lines without their line feeds
   */
  append(lines: readonly string[]): boolean;
  /**
   * Reads, changes and replaces while no other process does, so that nothing that another one adds is lost.
   * @param change gets what `read` says; undefined leaves everything as it is
   * @returns whether it is now as `change` said
   */
  update(change: (text: string | undefined) => string | undefined): Promise<boolean>;
  /** The same for a file of JSON: gets what `readJson` says; undefined leaves everything as it is. */
  updateJson(change: (stored: unknown) => unknown): Promise<boolean>;
};

/** @param path in the state folder, as a rule; its folder is made when something is written */
export function stateFile(path: string): StateFile {
  const read = () => readState(path);
  const replace = (text: string) => isDone(() => replaceState(path, text));
  const update: StateFile['update'] = async (change) => {
    const lock = await takeLock(path, { patienceMs: PATIENCE_MS, heldAtMostMs: HELD_AT_MOST_MS });
    if (lock.type !== 'taken') return false;
    try {
      const text = change(read());
      return text === undefined || replace(text);
    } finally {
      lock.release();
    }
  };
  return {
    path,
    read,
    readJson: () => parseJson(read()),
    replace,
    append: (lines) => lines.length === 0 || isDone(() => appendState(path, lines)),
    update,
    updateJson: (change) =>
      update((text) => {
        const value = change(parseJson(text));
        return value === undefined ? undefined : `${JSON.stringify(value, undefined, 1)}\n`;
      }),
  };
}

/** An update takes milliseconds; a hundred runs that end at once are done in this time. */
const PATIENCE_MS = 5_000;

/** Far longer than an update can take, far shorter than anybody waits for the process that it is left over from. */
const HELD_AT_MOST_MS = 60_000;

function isDone(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

function readState(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function replaceState(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const target = behindLinks(path);
  const fresh = `${target}.${randomUUID()}`;
  try {
    write(fresh, 'wx', (file) => {
      writeAll(file, text);
      // Otherwise a power cut may keep the new name and lose what is in it.
      fsyncSync(file);
    });
    renameSync(fresh, target);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}

/** A link stays a link: it is the file behind it that is replaced. */
function behindLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function appendState(path: string, lines: readonly string[]): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  write(path, 'a+', (file) => {
    const text = `${lines.join('\n')}\n`;
    writeAll(file, endsInLine(file) ? `\n${text}` : text);
  });
}

/** Whether the last line has no line feed. */
function endsInLine(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last.toString() !== '\n';
}

function write(path: string, flags: 'wx' | 'a+', work: (file: number) => void): void {
  const file = openSync(path, flags, 0o600);
  try {
    work(file);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  const written = writeSync(file, bytes);
  if (written < bytes.length) throw new Error(`only ${written} of ${bytes.length} bytes could be written`);
}
