import { CLIENTS } from './clients.js';
import { median } from './statistics.js';

/**
 * What netrun is to reach: the median of a client's figure, on its own or as a ratio to another client's in the same row.
 * `least` and `most` say which side is good.
 * - `times faster`: the other's wall time / the client's
 * - `times the time`: the client's wall time / the other's
 * - `times the CPU`: the client's CPU time / the other's, the least of each: what else the machine does only adds to it, and more than
 *   such a bar is about
 * - `ms of CPU a session`, `peak MB`, `right answers`: the client's own; `right answers` as a share of the devices
 * - `threads more`: the most threads alive, less the other's
 *
 * @typedef {import('./clients.js').ClientName} ClientName
 * @typedef {{ row: string, client: ClientName, limit: { least: number } | { most: number } } & (
 *   | { figure: 'times faster' | 'times the time' | 'times the CPU' | 'threads more', than: ClientName }
 *   | { figure: 'ms of CPU a session' | 'peak MB' | 'right answers' }
 * )} Bar
 * @typedef {import('./row-results.js').Run} Run
 * @typedef {ReadonlyMap<string, RowResult>} Results by the name of the row
 * @typedef {{ devices: number, cells: ReadonlyMap<ClientName, { runs: readonly Run[], missing?: string | undefined }> }} RowResult
 * @typedef {{ bar: Bar, measured: number | undefined, verdict: string, isMissed: boolean }} Judged
 */

/** @type {readonly Bar[]} */
export const BARS = [
  faster('3', 'netrun', 'originalProcesses', 20),
  faster('3', 'netrun', 'netmiko', 3),
  slower('3', 'netrun', 'inline', 1.3),
  faster('3-50ms', 'netrun', 'originalProcesses', 7),
  faster('3-50ms', 'netrun', 'netmiko', 1.5),
  faster('3-50ms', 'netrun', 'scrapli', 1.5),
  slower('3-50ms', 'netrun', 'asyncssh', 1),
  slower('3-50ms', 'netrun', 'go', 1),
  slower('100-50ms', 'netrun', 'go', 1),
  faster('100-50ms', 'netrun', 'asyncssh', 1.5),
  faster('100', 'netrun', 'threads', 12),
  { row: '100', client: 'tenThreads', figure: 'threads more', than: 'inline', limit: { most: 10 } },
  { row: '1000', client: 'netrun', figure: 'ms of CPU a session', limit: { most: 1.6 } },
  { row: '5000', client: 'netrun', figure: 'right answers', limit: { least: 1 } },
  slower('5000', 'netrun', 'go', 1.5),
  { row: '5000', client: 'netrun', figure: 'peak MB', limit: { most: 200 } },
  { row: '5000', client: 'live', figure: 'times the CPU', than: 'still', limit: { most: 1.02 } },
  slower('1', 'netrun', 'node', 2.5),
  slower('1', 'version', 'node', 1.4),
];

/**
 * @param {string} row
 * @param {ClientName} client
 * @param {ClientName} than
 * @param {number} least
 * @returns {Bar}
 */
function faster(row, client, than, least) {
  return { row, client, figure: 'times faster', than, limit: { least } };
}

/**
 * @param {string} row
 * @param {ClientName} client
 * @param {ClientName} than
 * @param {number} most
 * @returns {Bar}
 */
function slower(row, client, than, most) {
  return { row, client, figure: 'times the time', than, limit: { most } };
}

/**
 * Whether a bar is met by what was measured, and by how much it is missed.
 * @param {Bar} bar
 * @param {Results} results
 * @returns {Judged}
 */
export function judge(bar, results) {
  const row = results.get(bar.row);
  const why = row ? whyNot(bar, row) : 'the row was not measured';
  if (!row || why !== undefined) return { bar, measured: undefined, verdict: `? ${why}`, isMissed: false };
  const measured = figureOf(bar, row);
  if (measured === undefined) {
    return { bar, measured, verdict: '? this system does not tell it', isMissed: false };
  }
  const missedBy = 'least' in bar.limit ? bar.limit.least / measured - 1 : measured / bar.limit.most - 1;
  if (missedBy <= 0) return { bar, measured, verdict: 'met', isMissed: false };
  return { bar, measured, verdict: `MISSED by ${percent(missedBy)}`, isMissed: true };
}

/**
 * Why there is nothing to compare: a wrong answer is no result, but where right answers are the question.
 * @param {Bar} bar
 * @param {RowResult} row
 */
function whyNot(bar, row) {
  for (const name of 'than' in bar ? [bar.client, bar.than] : [bar.client]) {
    const cell = row.cells.get(name);
    const { title } = CLIENTS[name];
    if (!cell || cell.missing !== undefined) return `${title}: ${cell?.missing ?? 'not measured'}`;
    if (cell.runs.length === 0) return `${title}: not measured`;
    if (bar.figure !== 'right answers' && cell.runs.some((run) => run.right < run.asked)) {
      return `${title}: wrong answers`;
    }
  }
  return undefined;
}

/**
 * @param {Bar} bar
 * @param {RowResult} row
 */
function figureOf(bar, { devices, cells }) {
  const runs = cells.get(bar.client)?.runs ?? [];
  const of = (/** @type {'wallSeconds' | 'cpuSeconds' | 'peakMegabytes' | 'peakThreads'} */ key) =>
    medianOf(runs.map((run) => run[key]));
  const other = (/** @type {'wallSeconds' | 'peakThreads'} */ key) =>
    'than' in bar ? medianOf((cells.get(bar.than)?.runs ?? []).map((run) => run[key])) : undefined;
  const least = (/** @type {ClientName} */ name) => {
    const known = (cells.get(name)?.runs ?? [])
      .map((run) => run.cpuSeconds)
      .filter((one) => one !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  };
  const both = (
    /** @type {number | undefined} */ one,
    /** @type {number | undefined} */ two,
    /** @type {(one: number, two: number) => number} */ how,
  ) => (one === undefined || two === undefined ? undefined : how(one, two));
  switch (bar.figure) {
    case 'times faster':
      return both(of('wallSeconds'), other('wallSeconds'), (own, its) => its / own);
    case 'times the time':
      return both(of('wallSeconds'), other('wallSeconds'), (own, its) => own / its);
    case 'times the CPU':
      return both(least(bar.client), least(bar.than), (own, its) => own / its);
    case 'threads more':
      return both(of('peakThreads'), other('peakThreads'), (own, its) => own - its);
    case 'ms of CPU a session':
      return both(of('cpuSeconds'), devices, (seconds, count) => (seconds * 1000) / count);
    case 'peak MB':
      return of('peakMegabytes');
    case 'right answers':
      return Math.min(...runs.map((run) => run.right / run.asked));
  }
}

function medianOf(/** @type {readonly (number | undefined)[]} */ numbers) {
  const known = numbers.filter((number) => number !== undefined);
  return known.length === 0 || known.length < numbers.length ? undefined : median(known);
}

function percent(/** @type {number} */ share) {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}
