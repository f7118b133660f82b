import type { Result } from '../model/result.ts';
import { shownInOrder } from './in-order.ts';
import { outputPieces, type Pieces } from './output.ts';
import { jsonLine, jsonString } from './record.ts';
import type { Format, Reporter, ReporterContext } from './reporter.ts';
import { withTyped } from './wishes.ts';
import { writePieces } from './write-pieces.ts';

/**
 * For the shortest of scripts: `[{"192.168.100.1": "…"}, …]` in inventory order. The key is the host as the inventory
 * writes it, the value the device's outputs joined by a newline, or null where it answered nothing.
 */
export const pairs: Format = { open, carriesFailures: false, isStreamed: false };

function open(context: ReporterContext): Reporter {
  const { out } = context;
  let separator = '[\n';
  return shownInOrder(context, {
    async show(result) {
      await writePieces(out, separator, pairPieces(result, context));
      separator = ',\n';
    },
    end: () => out.write(separator === '[\n' ? '[]\n' : '\n]\n'),
  });
}

async function* pairPieces(
  result: Result,
  { lostOf, wishes }: ReporterContext,
): AsyncGenerator<string, void, void> {
  const { device, replies } = result;
  yield `{${jsonLine(device.host)}:`;
  if (replies.length === 0) yield 'null';
  else
    yield* jsonString(
      joined(replies.map((reply) => withTyped(reply, outputPieces(reply, lostOf(result)), wishes))),
    );
  yield '}';
}

/** Outputs with a newline between them, and no newline at the end of each. */
async function* joined(outputs: readonly Pieces[]): AsyncGenerator<string, void, void> {
  let separator = '';
  for (const output of outputs) {
    yield separator;
    separator = '\n';
    // Held back until something follows: only then it is not the last one.
    let newline = '';
    for await (const piece of output) {
      const text = newline + piece;
      newline = text.endsWith('\n') ? '\n' : '';
      yield text.slice(0, text.length - newline.length);
    }
  }
}
