import type { Result } from '../model/result.ts';
import { shownAtTheEnd } from './in-order.ts';
import { jsonLine, RESULT_VERSION, resultPieces, summaryRecord } from './record.ts';
import type { Format, Reporter, ReporterContext } from './reporter.ts';
import { writePieces } from './write-pieces.ts';

/**
 * For programs: one document `{version, summary, results}` at the end of the run, results in inventory order, each on a
 * line of its own. It is whole also after an interrupted run, with the results that there are.
 */
export const json: Format = { open, carriesFailures: true, isStreamed: false, hasSummary: true };

function open(context: ReporterContext): Reporter {
  const { out, wishes } = context;
  return shownAtTheEnd(context, async (results, summary) => {
    await out.write(`{"version":${RESULT_VERSION},"summary":${jsonLine(summaryRecord(summary))}`);
    if (wishes.parts === 'all') await writeResults(results, context);
    await out.write('}\n');
  });
}

/** A result at a time, since all outputs of a large run do not fit into one string. */
async function writeResults(results: readonly Result[], context: ReporterContext): Promise<void> {
  let separator = ',\n"results":[\n';
  for (const result of results) {
    await writePieces(context.out, separator, resultPieces(result, context));
    separator = ',\n';
  }
  await context.out.write(results.length === 0 ? ',\n"results":[\n]' : '\n]');
}
