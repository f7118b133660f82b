import { randomUUID } from 'node:crypto';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Reply } from '../model/outcome.ts';
import { UsageError } from '../model/usage-error.ts';
import { fileNames } from './file-names.ts';
import { heading } from './heading.ts';
import { type OnLost, outputPieces } from './output.ts';
import { reasonOf } from './reason.ts';
import type { ReporterFactory } from './reporter.ts';
import { writePieces } from './write-pieces.ts';

/**
 * Writes a file per device into a folder: `NAME.txt` with what it printed, byte for byte, each output under a line
 * `==> command <==` where there are several. Only a device that is ok replaces its file; what came of another one
 * goes to `NAME.txt.partial`, and where nothing came nothing is written. Files appear whole or not at all.
 * @param folder is made where it is missing, for its owner only
 * @returns a factory, which throws UsageError when nothing can be written to the folder
 */
export function files(folder: string): ReporterFactory {
  return ({ devices, lost }) => {
    openFolder(folder);
    const names = fileNames(devices.map(({ name }) => name));
    const unwritten = new Map<string, string[]>();
    return {
      async result({ replies, outcome }, index) {
        const isOk = outcome.status === 'ok';
        if (replies.length === 0 || (!isOk && replies.every(isEmpty))) return;
        const path = join(folder, `${names[index]}.txt`);
        try {
          for (const sentence of await keep(path, replies, { isOk })) {
            lost(`${path}.partial: ${sentence}`);
          }
        } catch (error) {
          const reason = reasonOf(error);
          const paths = unwritten.get(reason);
          if (paths) paths.push(path);
          else unwritten.set(reason, [path]);
        }
      },
      end() {
        // One full disk is one sentence, however many devices there are.
        for (const [reason, [first, ...others]] of unwritten) {
          const more = others.length === 0 ? '' : `, and ${others.length} more,`;
          lost(`${first}${more} could not be written: ${reason}`, 1 + others.length);
        }
      },
    };
  };
}

/** Before anything is contacted, since a run whose outputs go nowhere should not begin. */
function openFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const message = `outputs cannot be written to the folder ${folder}: ${reasonOf(error)}`;
    throw new UsageError([{ message }]);
  }
}

function isEmpty({ output, outputFile }: Reply): boolean {
  return output === '' && outputFile === undefined;
}

/**
 * Writes a device's file beside its place and moves it there.
 * @returns sentences about what of the outputs is lost; then they are only `partial`
 */
async function keep(
  path: string,
  replies: readonly Reply[],
  { isOk }: { readonly isOk: boolean },
): Promise<readonly string[]> {
  const lost: string[] = [];
  const temporary = join(dirname(path), `.netrun-${randomUUID()}`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      const write = (text: string) => file.appendFile(text);
      await writePieces(
        { write },
        contents(replies, (sentence) => lost.push(sentence)),
      );
    } finally {
      await file.close();
    }
    const isWhole = isOk && lost.length === 0;
    await rename(temporary, isWhole ? path : `${path}.partial`);
    // What came of an earlier run that broke off has been overtaken.
    if (isWhole) await rm(`${path}.partial`, { force: true });
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return lost;
}

async function* contents(replies: readonly Reply[], onLost: OnLost): AsyncGenerator<string, void, void> {
  for (const [place, reply] of replies.entries()) {
    if (replies.length > 1) yield (place > 0 ? '\n' : '') + heading(reply.command);
    yield* outputPieces(reply, onLost);
  }
}
