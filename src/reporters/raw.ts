import type { Result } from '../model/result.ts';
import { closingWords } from './closing.ts';
import { heading } from './heading.ts';
import { inOrder } from './in-order.ts';
import { outputPieces } from './output.ts';
import type { ReporterFactory } from './reporter.ts';
import { writePieces } from './write-pieces.ts';

/**
 * What the devices printed, exactly, control characters on a terminal too. One device and one command: that and
 * nothing else; otherwise a line `==> name: command <==` before each output, and as in head(1) a newline before each
 * but the first. On a terminal devices are shown as they finish, else in inventory order.
 */
export const raw: ReporterFactory = (context) => {
  const { devices, stdout } = context;
  const closing = closingWords(context, { whenQuiet: 'failures' });
  const queue = inOrder<Result>();
  let separator = '';

  async function show(results: readonly Result[]): Promise<void> {
    for (const result of results) {
      const { device, replies } = result;
      const hasHeadings = devices.length > 1 || replies.length > 1;
      for (const reply of replies) {
        const head = hasHeadings ? separator + heading(`${device.name}: ${reply.command}`) : '';
        await writePieces(stdout, head, outputPieces(reply, closing.lostOf(result)));
        separator = '\n';
      }
    }
  }

  return {
    async result(result, index) {
      closing.add(result, index);
      await show(stdout.isTerminal ? [result] : queue.take(index, result));
    },
    async end(summary) {
      await show(queue.rest());
      return closing.end(summary);
    },
  };
};
