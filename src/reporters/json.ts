import { shownAtTheEnd } from './in-order.ts';
import { jsonLine, RESULT_VERSION, resultPieces, summaryRecord } from './record.ts';
import type { Format, Reporter, ReporterContext } from './reporter.ts';
import { writePieces } from './write-pieces.ts';

/**
 * For programs: one document `{version, summary, results}` at the end of the run, results in inventory order, each on a line of
 * its own. It is whole also after an interrupted run, with the results that there are.
 */
export const json: Format = { open, carriesFailures: true, isStreamed: false };

function open({ out, lostOf }: ReporterContext): Reporter {
  return shownAtTheEnd(async (results, summary) => {
    await out.write(
      `{"version":${RESULT_VERSION},"summary":${jsonLine(summaryRecord(summary))},\n"results":[`,
    );
    // A result at a time, since all outputs of a large run do not fit into one string.
    let separator = '\n';
    for (const result of results) {
      await writePieces(out, separator, resultPieces(result, lostOf(result)));
      separator = ',\n';
    }
    await out.write('\n]}\n');
  });
}
