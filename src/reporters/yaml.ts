import type { Result } from '../model/result.ts';
import { shownInOrder } from './in-order.ts';
import { RESULT_VERSION, resultPieces, summaryRecord } from './record.ts';
import type { Format, Reporter, ReporterContext } from './reporter.ts';
import { visible } from './visible.ts';
import { writePieces } from './write-pieces.ts';

/**
 * For people who read data, and programs that read YAML: the document of `json`, results before the summary, outputs as blocks of
 * lines. A large output is one quoted string, as JSON writes it, which is YAML too.
 */
export const yaml: Format = { open, carriesFailures: true, isStreamed: true, hasSummary: true };

function open(context: ReporterContext): Reporter {
  const { out, wishes } = context;
  const version = `version: ${RESULT_VERSION}\n`;
  let head = `${version}results:\n`;
  return shownInOrder(context, {
    async show(result) {
      await writePieces(out, head, await item(result, context));
      head = '';
    },
    async end(summary) {
      if (head !== '') await out.write(wishes.parts === 'all' ? `${version}results: []\n` : version);
      await out.write(await asYaml({ summary: summaryRecord(summary) }));
    },
  });
}

async function item(result: Result, context: ReporterContext) {
  const pieces = resultPieces(result, context);
  if (!isShort(result)) return flow(pieces);
  let text = '';
  for await (const piece of pieces) text += piece;
  const laidOut = indented(await asYaml([JSON.parse(text)]));
  return context.out.isTerminal ? visible(laidOut) : laidOut;
}

/** So much text is laid out line by line. */
const MOST_LAID_OUT = 65_536;

function isShort({ replies }: Result): boolean {
  const lengths = replies.map(({ output, outputFile }) => outputFile?.bytes ?? output.length);
  return lengths.reduce((sum, length) => sum + length, 0) <= MOST_LAID_OUT;
}

async function* flow(pieces: AsyncIterable<string>): AsyncGenerator<string, void, void> {
  yield '  - ';
  yield* pieces;
  yield '\n';
}

async function asYaml(value: unknown): Promise<string> {
  // Only this format needs it, and it takes long to load.
  const { stringify } = await import('yaml');
  return stringify(value, { lineWidth: 0, blockQuote: 'literal' });
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
