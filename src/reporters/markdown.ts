import type { Result, Summary } from '../model/result.ts';
import { formatDuration } from './duration.ts';
import { exitWords } from './exit-words.ts';
import { shownInOrder } from './in-order.ts';
import { prefixed } from './lines.ts';
import { outputPieces } from './output.ts';
import type { Format, Reporter, ReporterContext } from './reporter.ts';
import { markdownTable } from './text-table.ts';
import { verdictWords } from './verdict-words.ts';
import { visible, visibleLine } from './visible.ts';
import { type Wishes, withTyped } from './wishes.ts';
import { writePieces } from './write-pieces.ts';

/**
 * For tickets and wikis: a section per device in inventory order, outputs as code, and a table of how they ended.
 * Outputs are indented, since a fence could be ended by what a device prints.
 */
export const markdown: Format = {
  open,
  carriesFailures: true,
  isStreamed: true,
  isHandedOn: true,
  hasSummary: true,
  hasColumns: true,
};

function open(context: ReporterContext): Reporter {
  const { out, wishes } = context;
  const end = (summary: Summary) => out.write(table(summary, wishes));
  if (wishes.columns) return markdownTable(context, wishes.columns, { end, escaped });
  return shownInOrder(context, { show: (result) => writePieces(out, section(result, context)), end });
}

async function* section(
  result: Result,
  { lostOf, wishes }: ReporterContext,
): AsyncGenerator<string, void, void> {
  const { device, replies, outcome } = result;
  const address = device.name === device.host ? '' : ` (${escaped(device.host)})`;
  yield `## ${escaped(device.name)}${address}\n\n`;
  const why = verdictWords(outcome);
  if (outcome.status !== 'ok') yield `**${outcome.status}**${why === '' ? '' : `: ${escaped(why)}`}\n\n`;
  for (const reply of replies) {
    const mark = reply.status === 'ok' ? '' : ` (${exitWords(reply) ?? reply.status})`;
    yield `### ${escaped(reply.command)}${mark}\n\n`;
    yield* prefixed(withTyped(reply, outputPieces(reply, lostOf(result)), wishes), '    ', visible);
    yield '\n';
  }
}

function table(summary: Summary, { filter, devices, parts }: Wishes): string {
  const statuses = ['ok', 'rejected', 'failed', 'skipped', 'cancelled'] as const;
  const rows = statuses
    .filter((status) => summary[status] > 0)
    .map((status) => `| ${status} | ${summary[status]} |\n`);
  const duration = formatDuration(summary.durationMs, { decimals: 1 });
  const isPartial = parts === 'all' && filter !== undefined;
  const filtered = isPartial ? `Outputs are shown in part: ${escaped(filter)}\n\n` : '';
  const chosen =
    parts === 'all' && devices === 'not ok' ? 'Only devices that were not ok are shown.\n\n' : '';
  return `## Summary\n\n${summary.selected} of ${summary.inventory} devices in ${duration}\n\n${chosen}${filtered}| status | devices |\n|---|---|\n${rows.join('')}`;
}

/** One line of text that means nothing to Markdown. */
function escaped(text: string): string {
  return visibleLine(text).replace(/[\\`*_{}[\]()#+.!<>|&~-]/g, '\\$&');
}
