import type { Outcome } from '../model/outcome.ts';
import type { Result, Summary } from '../model/result.ts';
import { formatDuration } from './duration.ts';
import { exitWords } from './exit-words.ts';
import { type Block, gatherBlocks, LAST_LINES_SHOWN, nameList } from './failure-block.ts';
import { FINDINGS, pageFoot, pageHead } from './html-page.ts';
import { shownInOrder } from './in-order.ts';
import { attribute, markup } from './markup.ts';
import { outputPieces } from './output.ts';
import type { Format, Reporter, ReporterContext } from './reporter.ts';
import {
  type DeviceTimes,
  slowestFirst,
  stageMs,
  stageTimes,
  summarizeStages,
  TIMED_STAGES,
  type TimedStage,
  tookMs,
} from './stage-times.ts';
import { STATUS_MARKS } from './status-marks.ts';
import { verdictWords } from './verdict-words.ts';
import { visibleLine } from './visible.ts';
import { type Wishes, withTyped } from './wishes.ts';
import { writePieces } from './write-pieces.ts';

/**
 * For a browser: one file that needs no network, with counts, reasons, a waterfall of the run and every output, to be
 * folded and searched. Outputs are written as devices' turns come, and only times and names are kept for the end.
 */
export const html: Format = {
  open,
  carriesFailures: true,
  isStreamed: true,
  isHandedOn: true,
  hasSummary: true,
};

function open(context: ReporterContext): Reporter {
  const { devices, out, now, wishes } = context;
  const times = stageTimes(now);
  const blocks = gatherBlocks();
  const nameOf = (index: number) => visibleLine(devices[index]?.name ?? '');
  const count = `${devices.length} ${devices.length === 1 ? 'device' : 'devices'}`;
  let head = pageHead(`netrun: ${count}`, wishes);
  /** The page begins with the first device, and without one at the end. */
  const takeHead = () => {
    const taken = head;
    head = '';
    return taken;
  };
  /** Devices that have a section of their own. */
  const shown = new Set<number>();
  const linkTo = (index: number) => {
    const name = oneLine(nameOf(index));
    return shown.has(index) ? `<a href="#d${index}">${name}</a>` : name;
  };
  const places = new Map<Result, number>();
  const inOrder = shownInOrder(context, {
    async show(result) {
      const index = places.get(result) ?? 0;
      places.delete(result);
      shown.add(index);
      await writePieces(out, takeHead(), section(result, index, context));
    },
    end: (summary) =>
      writePieces(
        out,
        takeHead(),
        FINDINGS,
        findings({
          summary,
          blocks: blocks.list(),
          times: times.list().filter(({ status }) => wishes.devices === 'all' || status !== 'ok'),
          startedAt: times.startedAt(),
          nameOf,
          linkTo,
          wishes,
        }),
        pageFoot(),
      ),
  });
  return {
    event: times.event,
    async result(result, index) {
      blocks.add(result, index);
      places.set(result, index);
      await inOrder.result(result, index);
    },
    end: inOrder.end,
  };
}

async function* section(
  result: Result,
  index: number,
  { lostOf, wishes }: ReporterContext,
): AsyncGenerator<string, void, void> {
  const { device, replies, outcome } = result;
  const { status } = outcome;
  const { sign, tone } = STATUS_MARKS[status];
  const address = device.name === device.host ? [] : [device.host];
  const facts = [...address, device.platform, formatDuration(outcome.durationMs, { decimals: 2 })];
  yield `<details class="device ${tone}" id="d${index}"><summary><h3>${oneLine(device.name)}</h3><span class="mark">${sign} ${status}</span>${facts.map((fact) => `<span class="dim">${oneLine(fact)}</span>`).join('')}</summary>\n`;
  const why = verdictWords(outcome);
  if (why !== '') yield `<p>${markup(why)}</p>\n`;
  for (const note of outcome.notes) yield `<p>note: ${markup(note)}</p>\n`;
  for (const reply of replies) {
    const mark = reply.status === 'ok' ? '' : ` <span>(${exitWords(reply) ?? reply.status})</span>`;
    // HTML takes away a newline right behind the tag: this one, and never the output's own.
    yield `<h4><code>${oneLine(reply.command)}</code>${mark}</h4><pre tabindex="0">\n`;
    for await (const piece of withTyped(reply, outputPieces(reply, lostOf(result)), wishes)) {
      yield markup(piece);
    }
    yield '</pre>\n';
  }
  yield '</details>\n';
}

type Findings = {
  readonly summary: Summary;
  readonly blocks: readonly Block[];
  readonly times: readonly DeviceTimes[];
  /** Absent where nothing is known of the run's times, as of an earlier one. */
  readonly startedAt: number | undefined;
  readonly nameOf: (index: number) => string;
  /** A link to the outputs of a device, or its name where they are not shown. */
  readonly linkTo: (index: number) => string;
  readonly wishes: Wishes;
};

async function* findings({
  summary,
  blocks,
  times,
  startedAt,
  nameOf,
  linkTo,
  wishes,
}: Findings): AsyncGenerator<string, void, void> {
  yield '<section aria-labelledby="summary">\n<h2 id="summary">Summary</h2>\n';
  yield counts(summary);
  const duration = formatDuration(summary.durationMs, { decimals: 1 });
  const start = startedAt === undefined ? '' : `, begun at ${minute(startedAt)}`;
  yield `<p>${summary.selected} of ${summary.inventory} devices of the inventory in ${duration}${start}.</p>\n${leftOut(wishes)}</section>\n`;

  yield '<section aria-labelledby="reasons">\n<h2 id="reasons">Reasons</h2>\n';
  if (blocks.length === 0) yield '<p>Every device was ok, and there was nothing to remark.</p>\n';
  // On a page the eye is at the top, so what stands last on a terminal comes first.
  for (const block of blocks.toReversed()) yield reason(block, linkTo);
  yield '</section>\n';

  yield '<section aria-labelledby="waterfall">\n<h2 id="waterfall">Waterfall</h2>\n';
  if (times.length === 0) yield UNTIMED;
  else {
    // Not sooner, since what knows how wide letters are takes long to load.
    const { waterfall } = await import('./html-waterfall.ts');
    yield* waterfall(times, nameOf);
  }
  yield '</section>\n';

  yield '<section aria-labelledby="slowest">\n<h2 id="slowest">Slowest devices</h2>\n';
  if (times.length === 0) yield UNTIMED;
  else yield* slowest(times, linkTo);
  yield '</section>\n';
}

/** Who opens the page later does not know what it was asked to leave out. */
function leftOut({ devices, parts, filter }: Wishes): string {
  const sentences = [
    ...(parts === 'summary' ? ['The outputs were left out of this page.'] : []),
    ...(parts === 'all' && devices === 'not ok' ? ['Only devices that were not ok are shown.'] : []),
    ...(parts === 'all' && filter !== undefined ? [`Outputs are shown in part: ${oneLine(filter)}`] : []),
  ];
  return sentences.map((sentence) => `<p>${sentence}</p>\n`).join('');
}

const UNTIMED = '<p>No times were taken in this run.</p>\n';

function counts(summary: Summary): string {
  // Object.keys gives strings; these are the keys of the table.
  const statuses = (Object.keys(STATUS_MARKS) as Outcome['status'][]).filter(
    (status) => status === 'ok' || summary[status] > 0,
  );
  const items = statuses.map((status) => {
    const { sign, tone } = STATUS_MARKS[status];
    return `<li class="${tone}"><strong>${summary[status]}</strong>${sign} ${status}</li>`;
  });
  return `<ul class="counts">${items.join('')}</ul>\n`;
}

/** More links than that help nobody; the folded names have all of them. */
const LINKS = 50;

function reason({ cause, names, indexes, lastLines }: Block, linkTo: Findings['linkTo']): string {
  const links = indexes.slice(0, LINKS).map(linkTo).join(', ');
  const all =
    names.length > LINKS
      ? ` and others\n<details><summary>all ${names.length}</summary><p>${oneLine(nameList(names))}</p></details>`
      : '';
  const tone = cause.status === 'note' ? 'idle' : STATUS_MARKS[cause.status].tone;
  const printed = [...lastLines.keys()]
    .slice(0, LAST_LINES_SHOWN)
    .map((line) => `<p class="dim">last line: <code>${oneLine(line)}</code></p>`);
  const more = lastLines.size - printed.length;
  return `<div class="reason ${tone}">
<h3>${oneLine(cause.title)}</h3>
${cause.details.map((detail) => `<p>${oneLine(detail)}</p>\n`).join('')}${printed.join('\n')}${more > 0 ? `<p class="dim">and ${more} other last ${more === 1 ? 'line' : 'lines'}</p>` : ''}
<div>${names.length} ${names.length === 1 ? 'device' : 'devices'}: ${links}${all}</div>
</div>
`;
}

const SLOWEST = 20;

function* slowest(times: readonly DeviceTimes[], linkTo: Findings['linkTo']): Generator<string, void, void> {
  const stages = summarizeStages(times);
  const head = stages.map(({ stage }) => `<th scope="col">${TIMED_STAGES[stage].words}</th>`).join('');
  const cells = (of: (stage: TimedStage) => number | undefined) =>
    stages.map(({ stage }) => `<td>${duration(of(stage))}</td>`).join('');
  const sorted = slowestFirst(times);
  const left = sorted.length - SLOWEST;
  yield '<div class="wide" tabindex="0" role="group" aria-label="Table, may be scrolled"><table>\n';
  yield `<caption>Seconds in each stage, all attempts together${left > 0 ? `; ${left} devices were faster` : ''}</caption>\n`;
  yield `<thead><tr><th scope="col">device</th><th scope="col" class="word">ended</th><th scope="col">in all</th>${head}</tr></thead>\n<tbody>\n`;
  for (const device of sorted.slice(0, SLOWEST)) {
    const ended = `${STATUS_MARKS[device.status].sign} ${device.status}`;
    yield `<tr><th scope="row">${linkTo(device.index)}</th><td class="word">${ended}</td><td>${duration(tookMs(device))}</td>${cells((stage) => stageMs(device, stage))}</tr>\n`;
  }
  const medians = new Map(stages.map(({ stage, medianMs }) => [stage, medianMs]));
  const middle = sorted[Math.floor(sorted.length / 2)];
  yield `</tbody>\n<tfoot><tr><th scope="row">median of all</th><td></td><td>${duration(middle && tookMs(middle))}</td>${cells((stage) => medians.get(stage))}</tr></tfoot>\n</table></div>\n`;
}

function duration(ms: number | undefined): string {
  return ms === undefined ? '–' : (ms / 1_000).toFixed(3);
}

/** `2026-03-01 12:34 UTC` */
function minute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function oneLine(text: string): string {
  return attribute(visibleLine(text));
}
