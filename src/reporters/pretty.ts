import { Chalk, type ChalkInstance } from 'chalk';
import type { Verdict } from '../model/outcome.ts';
import type { Result } from '../model/result.ts';
import { formatDuration } from './duration.ts';
import { exitWords } from './exit-words.ts';
import { shownAsTheyCome } from './in-order.ts';
import { outputPieces, type Pieces } from './output.ts';
import type { Format, Reporter, ReporterContext, Sink } from './reporter.ts';
import { alignedTable } from './text-table.ts';
import { visible, visibleLine } from './visible.ts';
import { typedLine } from './wishes.ts';
import { writePieces } from './write-pieces.ts';

/**
 * For people: a heading per device and below it what the device answered; what went wrong follows on stderr at the end.
 * On a terminal devices are shown as they finish and control characters are made visible; into a pipe or file they
 * stand in inventory order and outputs are exact. A device that answered nothing at all is told of on stderr only.
 */
export const pretty: Format = {
  open,
  carriesFailures: false,
  isStreamed: false,
  hasSummary: true,
  hasColumns: true,
};

function open(context: ReporterContext): Reporter {
  const { out, wishes } = context;
  if (wishes.columns) return alignedTable(context, wishes.columns);
  const look = lookOf(out);
  let separator = '';
  return shownAsTheyCome(context, {
    async show(result) {
      if (!hasAnswered(result)) return;
      await writePieces(out, separator, resultPieces(result, look, context));
      separator = '\n';
    },
  });
}

/** How text from elsewhere is written to a place. */
type Look = {
  readonly chalk: ChalkInstance;
  readonly line: (text: string) => string;
  readonly block: (text: string) => string;
};

function lookOf({ colour, isTerminal }: Sink): Look {
  const chalk = new Chalk({ level: colour ? 1 : 0 });
  return isTerminal
    ? { chalk, line: visibleLine, block: visible }
    : { chalk, line: (text) => text, block: (text) => text };
}

function hasAnswered({ replies, outcome }: Result): boolean {
  return replies.length > 0 || outcome.status === 'ok';
}

async function* resultPieces(
  result: Result,
  look: Look,
  { lostOf, wishes }: ReporterContext,
): AsyncGenerator<string, void, void> {
  const { replies, outcome } = result;
  yield formatHeading(result, look);
  // With one command that went well, which one it was needs no saying.
  const namesCommands = replies.length > 1 || outcome.status !== 'ok' || wishes.prompts === 'shown';
  for (const reply of replies) {
    if (namesCommands) {
      const why = reply.status === 'rejected' ? exitWords(reply) : undefined;
      const mark = reply.status === 'ok' ? '' : `  ${look.chalk.yellow(`(${why ?? reply.status})`)}`;
      yield `${look.chalk.cyan(look.line(typedLine(reply, wishes)))}${mark}\n`;
    }
    yield* wholeLines(outputPieces(reply, lostOf(result)), look);
  }
}

/** `192.168.100.1  r1  cisco_ios  0.42 s`, and how it ended where that was not well. */
function formatHeading({ device, outcome }: Result, { chalk, line }: Look): string {
  const fields = [
    chalk.bold(line(device.host)),
    ...(device.name === device.host ? [] : [chalk.bold(line(device.name))]),
    chalk.dim(device.platform),
    chalk.dim(formatDuration(outcome.durationMs, { decimals: 2 })),
    ...formatVerdict(outcome, chalk),
  ];
  return `${fields.join('  ')}\n`;
}

function formatVerdict(verdict: Verdict, chalk: ChalkInstance): string[] {
  switch (verdict.status) {
    case 'ok':
      return [];
    case 'failed':
      return [chalk.red(`failed (${verdict.failure.kind})`)];
    case 'rejected':
    case 'skipped':
    case 'cancelled':
      return [chalk.yellow(verdict.status)];
  }
}

/** An output as it looks here, with the newline that its last line may lack. */
async function* wholeLines(output: Pieces, look: Look): AsyncGenerator<string, void, void> {
  let last = '\n';
  for await (const piece of output) {
    yield look.block(piece);
    last = piece.slice(-1);
  }
  if (last !== '\n') yield '\n';
}
