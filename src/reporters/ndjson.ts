import type { Result } from '../model/result.ts';
import { shownAtOnce } from './in-order.ts';
import { RESULT_VERSION, resultPieces } from './record.ts';
import type { Format, Reporter, ReporterContext } from './reporter.ts';
import { writePieces } from './write-pieces.ts';

/** For programs that read along: a result a line, as it arrives. */
export const ndjson: Format = { open, carriesFailures: true, isStreamed: true };

function open(context: ReporterContext): Reporter {
  return shownAtOnce(context, {
    async show(result) {
      await writePieces(context.out, line(result, context), '\n');
    },
  });
}

/** The version stands in every line, since each is read for itself. */
async function* line(result: Result, context: ReporterContext): AsyncGenerator<string, void, void> {
  let head = `{"version":${RESULT_VERSION},`;
  for await (const piece of resultPieces(result, context)) {
    yield head + (head === '' ? piece : piece.slice(1));
    head = '';
  }
}
