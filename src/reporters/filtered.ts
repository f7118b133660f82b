import { randomUUID } from 'node:crypto';
import { open as openFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Reply } from '../model/outcome.ts';
import type { Result } from '../model/result.ts';
import { nameList } from './failure-block.ts';
import { filterLines, type LineFilter } from './line-filter.ts';
import { type OnLost, outputPieces, type Pieces } from './output.ts';
import { OutOfPatience, type Patience, patience } from './patience.ts';
import { reasonOf } from './reason.ts';
import type { ReporterFactory } from './reporter.ts';
import { visibleLine } from './visible.ts';
import { writePieces } from './write-pieces.ts';

/** A filter of lines for all ways in which a run is shown. */
export interface Filtering {
  /** The same way to show a run, with the lines that are wanted. */
  filtered(open: ReporterFactory): ReporterFactory;
  /** Says at the end of which devices nothing was left, since no output and no match look the same. */
  readonly note: ReporterFactory;
}

/**
 * @param words the filter as the user has written it
 * @param patient how long its expressions may take
 */
export function filtering(filter: LineFilter, words: string, patient = patience()): Filtering {
  /** Names of devices that printed something of which nothing was left, by their places. */
  const emptied = new Map<number, string>();
  return {
    filtered: (open) => (context) => {
      const reporter = open(context);
      return {
        ...(reporter.event && { event: reporter.event }),
        async result(result, index) {
          const onLost = context.lostOf(result);
          const replies: Reply[] = [];
          let isLost = false;
          const lost = (sentence: string) => {
            isLost = true;
            onLost(sentence);
          };
          for (const reply of result.replies) {
            replies.push(await filterReply(reply, { filter, patient, onLost: lost }));
          }
          if (!isLost && hasText(result) && !hasText({ replies })) emptied.set(index, result.device.name);
          await reporter.result({ ...result, replies }, index);
        },
        end: (summary) => reporter.end(summary),
      };
    },
    note: ({ out }) => ({
      result() {},
      async end() {
        if (emptied.size === 0) return;
        const names = [...emptied].sort(([a], [b]) => a - b).map(([, name]) => name);
        await out.write(
          `note: ${visibleLine(words)} left nothing of what was printed by ${nameList(names)}\n`,
        );
      },
    }),
  };
}

function hasText({ replies }: Pick<Result, 'replies'>): boolean {
  return replies.some(({ output, outputFile }) => output !== '' || (outputFile?.bytes ?? 0) > 0);
}

type Filter = { readonly filter: LineFilter; readonly patient: Patience; readonly onLost: OnLost };

async function filterReply(reply: Reply, { filter, patient, onLost }: Filter): Promise<Reply> {
  let { status } = reply;
  const lost = (sentence: string) => {
    status = 'partial';
    onLost(sentence);
  };
  const { outputFile, ...rest } = reply;
  const lines = filterLines(outputPieces(reply, lost), filter, patient);
  try {
    if (outputFile) return { ...reply, outputFile: await fileOf(lines, outputFile.path), status };
    let output = '';
    for await (const piece of lines) output += piece;
    return { ...reply, output, status };
  } catch (error) {
    const why = error instanceof OutOfPatience ? error.message : reasonOf(error);
    lost(`the output of "${reply.command}" could not be filtered, and is left out: ${why}`);
    return { ...rest, output: '', status };
  }
}

/** In a file beside the whole output, which goes with its folder when the run has been shown. */
async function fileOf(lines: Pieces, whole: string): Promise<NonNullable<Reply['outputFile']>> {
  const path = join(dirname(whole), `${randomUUID()}.txt`);
  let bytes = 0;
  const file = await openFile(path, 'wx', 0o600);
  try {
    const write = async (text: string) => {
      bytes += Buffer.byteLength(text);
      await file.appendFile(text);
    };
    await writePieces({ write }, lines);
  } finally {
    await file.close();
  }
  return { path, bytes };
}
