import { shownAsTheyCome } from './in-order.ts';
import { outputPieces, type Pieces } from './output.ts';
import type { Format, Reporter, ReporterContext } from './reporter.ts';
import { visible, visibleLine } from './visible.ts';
import { withTyped } from './wishes.ts';
import { writePieces } from './write-pieces.ts';

/**
 * For grep and its like: `name: line` for every line that a device printed, as pdsh and clush do. On a terminal devices
 * are shown as they finish, else in inventory order.
 */
export const lines: Format = { open, carriesFailures: false, isStreamed: true };

function open(context: ReporterContext): Reporter {
  const { out, lostOf, wishes } = context;
  const block = out.isTerminal ? visible : (text: string) => text;
  return shownAsTheyCome(context, {
    async show(result) {
      const label = `${visibleLine(result.device.name)}: `;
      for (const reply of result.replies) {
        await writePieces(
          out,
          prefixed(withTyped(reply, outputPieces(reply, lostOf(result)), wishes), label, block),
        );
      }
    },
  });
}

/** Text with something before each of its lines, the last of which gets the newline that it may lack. */
export async function* prefixed(
  pieces: Pieces,
  prefix: string,
  block: (text: string) => string,
): AsyncGenerator<string, void, void> {
  let isAtStart = true;
  for await (const piece of pieces) {
    const shown = block(piece);
    if (shown === '') continue;
    const endsLine = shown.endsWith('\n');
    const body = endsLine ? shown.slice(0, -1) : shown;
    yield (isAtStart ? prefix : '') + body.replaceAll('\n', () => `\n${prefix}`) + (endsLine ? '\n' : '');
    isAtStart = endsLine;
  }
  if (!isAtStart) yield '\n';
}
