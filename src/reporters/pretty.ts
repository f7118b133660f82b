import { Chalk, type ChalkInstance } from 'chalk';
import type { Verdict } from '../model/outcome.ts';
import type { Result } from '../model/result.ts';
import { closingWords } from './closing.ts';
import { formatDuration } from './duration.ts';
import { inOrder } from './in-order.ts';
import type { ReporterFactory, Sink } from './reporter.ts';
import { visible, visibleLine } from './visible.ts';

/**
 * For people: a heading per device and below it what the device answered; what went wrong follows on stderr at the end.
 * On a terminal devices are shown as they finish and control characters are made visible; into a pipe or file they
 * stand in inventory order and outputs are exact. A device that answered nothing at all is told of on stderr only.
 */
export const pretty: ReporterFactory = (context) => {
  const { stdout } = context;
  const look = lookOf(stdout);
  const closing = closingWords(context, { whenQuiet: 'failures' });
  const queue = inOrder<Result>();
  let separator = '';

  async function show(results: readonly Result[]): Promise<void> {
    for (const result of results.filter(hasAnswered)) {
      await stdout.write(separator + formatResult(result, look));
      separator = '\n';
    }
  }

  return {
    async result(result, index) {
      closing.add(result, index);
      await show(stdout.isTerminal ? [result] : queue.take(index, result));
    },
    async end(summary) {
      await show(queue.rest());
      await closing.end(summary);
    },
  };
};

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

function formatResult(result: Result, look: Look): string {
  const { replies, outcome } = result;
  // With one command that went well, which one it was needs no saying.
  const namesCommands = replies.length > 1 || outcome.status !== 'ok';
  const parts = replies.map(({ command, output, status }) => {
    const mark = status === 'ok' ? '' : `  ${look.chalk.yellow(`(${status})`)}`;
    const said = namesCommands ? `${look.chalk.cyan(`$ ${look.line(command)}`)}${mark}\n` : '';
    return said + endLine(look.block(output));
  });
  return formatHeading(result, look) + parts.join('');
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

function endLine(output: string): string {
  return output === '' || output.endsWith('\n') ? output : `${output}\n`;
}
