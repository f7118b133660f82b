import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Reply } from '../../src/model/outcome.ts';
import type { Result } from '../../src/model/result.ts';

/** @returns a folder of its own for each test of the file; `path` says which */
export function useFolder(): { readonly path: string } {
  const folder = { path: '' };
  beforeEach(async () => {
    folder.path = await mkdtemp(path.join(tmpdir(), 'netrun-reporters-'));
  });
  afterEach(() => rm(folder.path, { recursive: true, force: true }));
  return folder;
}

/** Writes an output as a worker does that does not hold it in memory. */
export async function written(folder: string, text: string): Promise<{ path: string; bytes: number }> {
  const file = path.join(folder, randomUUID());
  await writeFile(file, text);
  return { path: file, bytes: Buffer.byteLength(text) };
}

/** The same result with all its outputs in files. */
export async function spilled(result: Result, folder: string): Promise<Result> {
  const replies = await Promise.all(
    result.replies.map(
      async (reply): Promise<Reply> => ({
        ...reply,
        output: '',
        outputFile: await written(folder, reply.output),
      }),
    ),
  );
  return { ...result, replies };
}

/** The text of all files in a folder. */
export async function readAll(folder: string): Promise<string> {
  const texts = (await readdir(folder)).map((name) => readFile(path.join(folder, name), 'utf8'));
  return (await Promise.all(texts)).join('\n');
}
