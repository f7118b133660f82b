import { heading } from './heading.ts';
import { shownAsTheyCome } from './in-order.ts';
import { outputPieces } from './output.ts';
import type { Format, Reporter, ReporterContext } from './reporter.ts';
import { visiblePieces } from './visible.ts';
import { withTyped } from './wishes.ts';
import { writePieces } from './write-pieces.ts';

/**
 * What the devices printed, exactly; on a terminal, which would obey them, control characters are shown instead. One
 * device and one command: that and nothing else; otherwise a line `==> name: command <==` before each output, and as in head(1) a newline before each
 * but the first. On a terminal devices are shown as they finish, else in inventory order.
 */
export const raw: Format = { open, carriesFailures: false, isStreamed: true };

function open(context: ReporterContext): Reporter {
  const { devices, out, wishes } = context;
  let separator = '';
  return shownAsTheyCome(context, {
    async show(result) {
      const { device, replies } = result;
      const hasHeadings = devices.length > 1 || replies.length > 1;
      for (const reply of replies) {
        const head = hasHeadings ? separator + heading(`${device.name}: ${reply.command}`) : '';
        const output = withTyped(reply, outputPieces(reply, context.lostOf(result)), wishes);
        await writePieces(out, head, out.isTerminal ? visiblePieces(output) : output);
        separator = '\n';
      }
    },
  });
}
