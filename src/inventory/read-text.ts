import { access, readFile } from 'node:fs/promises';
import { UsageError } from '../model/usage-error.ts';

/**
 * Reads a file that people wrote.
 * @param file path; it is named in messages as it is given here
 * @param wayOut what to do when there is no such file or nothing in it, as the end of a sentence
 * @returns the text without byte order mark; UTF-8, or UTF-16 where its byte order mark says so (PowerShell's `>`)
 * @throws UsageError with one sentence: missing, a directory, unreadable, not text, or empty
 */
export async function readText(file: string, wayOut: string): Promise<string> {
  const text = await readDecoded(file, wayOut);
  if (text.trim() === '') throw new UsageError([{ file, message: `the file is empty; ${wayOut}` }]);
  return text;
}

/**
 * Reads a file that need not be there.
 * @returns undefined where it is missing; may be empty
 * @throws UsageError with one sentence, without a way out
 */
export async function readTextIfThere(file: string): Promise<string | undefined> {
  try {
    await access(file);
  } catch {
    return undefined;
  }
  return readDecoded(file, '');
}

async function readDecoded(file: string, wayOut: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError([{ file, message: whyUnreadable(error, wayOut) }]);
  });
  const text = decode(bytes);
  if (text !== undefined) return text;
  throw new UsageError([{ file, message: 'this is not UTF-8 text; save the file as UTF-8' }]);
}

function whyUnreadable(error: NodeJS.ErrnoException, wayOut: string): string {
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `there is no such file; ${wayOut}`;
    case 'EISDIR':
      return 'this is a directory; name a file in it';
    case 'EACCES':
    case 'EPERM':
      return 'you may not read this file; check its permissions';
    default:
      return `the file cannot be read: ${error.message}`;
  }
}

function decode(bytes: Uint8Array): string | undefined {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
