import type { Reply } from '../model/outcome.ts';
import type { Result, Summary } from '../model/result.ts';
import { exitWords } from './exit-words.ts';
import { shownAtTheEnd } from './in-order.ts';
import { attribute, markup } from './markup.ts';
import { outputPieces } from './output.ts';
import type { Format, Reporter, ReporterContext } from './reporter.ts';
import { verdictWords } from './verdict-words.ts';
import { withTyped } from './wishes.ts';
import { writePieces } from './write-pieces.ts';

/**
 * For CI servers: JUnit's XML, a test case per command of a device and one for a device that answered nothing. A
 * refused command is a failure, a device's trouble an error.
 */
export const junit: Format = { open, carriesFailures: true, isStreamed: false };

function open(context: ReporterContext): Reporter {
  const { out } = context;
  return shownAtTheEnd(context, async (results, summary) => {
    await out.write(head(results, summary));
    for (const result of results) await writePieces(out, testCases(result, context));
    await out.write('</testsuite>\n</testsuites>\n');
  });
}

function head(results: readonly Result[], { durationMs }: Summary): string {
  const cases = results.flatMap(casesOf);
  const count = (kind: Case['kind']) => cases.filter((one) => one.kind === kind).length;
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}" time="${seconds(durationMs)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="netrun" ${counts}>\n<testsuite name="netrun" ${counts}>\n`;
}

/** What becomes a test case: a command, or a device that answered none. */
type Case = {
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped';
  readonly reply: Reply | undefined;
  readonly why: string;
};

function casesOf({ replies, outcome }: Result): readonly Case[] {
  const why = verdictWords(outcome);
  const answered = replies.map((reply): Case => {
    if (reply.status === 'ok') return { kind: 'passed', reply, why: '' };
    if (reply.status === 'rejected') return { kind: 'failure', reply, why: exitWords(reply) ?? 'rejected' };
    return { kind: 'error', reply, why: why === '' ? outcome.status : why };
  });
  // What broke off before or between commands belongs to none of them.
  const isTold = answered.some(({ kind }) => kind === 'error');
  switch (outcome.status) {
    case 'ok':
    case 'rejected':
      return answered;
    case 'failed':
    case 'cancelled':
      return isTold
        ? answered
        : [...answered, { kind: 'error', reply: undefined, why: why || outcome.status }];
    case 'skipped':
      return [...answered, { kind: 'skipped', reply: undefined, why }];
  }
}

async function* testCases(
  result: Result,
  { lostOf, wishes }: ReporterContext,
): AsyncGenerator<string, void, void> {
  const { device, outcome } = result;
  for (const { kind, reply, why } of casesOf(result)) {
    const time = seconds(reply?.durationMs ?? outcome.durationMs);
    yield `<testcase classname="${attribute(device.name)}" name="${attribute(reply?.command ?? device.host)}" time="${time}">`;
    if (kind !== 'passed') yield `<${kind} message="${attribute(why)}"/>`;
    if (reply) {
      yield '<system-out>';
      for await (const piece of withTyped(reply, outputPieces(reply, lostOf(result)), wishes)) {
        yield markup(piece);
      }
      yield '</system-out>';
    }
    yield '</testcase>\n';
  }
}

function seconds(durationMs: number): string {
  return (durationMs / 1000).toFixed(3);
}
