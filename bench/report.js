import { BARS, judge } from './bars.js';
import { CLIENTS } from './clients.js';
import { NAMED_ROWS, titleOf } from './rows.js';
import { median, spread } from './statistics.js';

/**
 * What was measured, as tables; nothing here runs anything.
 * @typedef {import('./row-results.js').RowResult} RowResult
 * @typedef {import('./row-results.js').Cell} Cell
 * @typedef {import('./row-results.js').Run} Run
 * @typedef {import('./clients.js').ClientName} ClientName
 * @typedef {import('./table.js').Table} Table
 */

/** Every bar with what was measured and whether it is met; missed bars are told apart. */
export function barsTable(/** @type {readonly RowResult[]} */ results) {
  const byName = new Map(results.map((result) => [result.row.name, result]));
  const judged = BARS.filter(({ row }) => byName.has(row)).map((bar) => judge(bar, byName));
  /** @type {Table} */
  const table = {
    head: ['on the farm', 'bar', 'measured', 'verdict'],
    rows: judged.map(({ bar, measured, verdict }) => [
      titleOfRow(bar.row),
      sentenceOf(bar),
      measured === undefined ? '-' : `${unitOf(bar, measured)}`,
      verdict,
    ]),
    left: [0, 1, 3],
  };
  return { table, missed: judged.filter(({ isMissed }) => isMissed).length };
}

function titleOfRow(/** @type {string} */ name) {
  const row = NAMED_ROWS.find((one) => one.name === name);
  return row ? titleOf(row) : name;
}

/** A bar in words. */
export function sentenceOf(/** @type {import('./bars.js').Bar} */ bar) {
  const limit = 'least' in bar.limit ? `at least ${bar.limit.least}` : `at most ${bar.limit.most}`;
  const client = CLIENTS[bar.client].title;
  switch (bar.figure) {
    case 'times faster':
      return `${client}: ${limit} times faster than ${CLIENTS[bar.than].title}`;
    case 'times the time':
      return `${client}: ${limit} times the time of ${CLIENTS[bar.than].title}`;
    case 'times the CPU':
      return `${client}: ${limit} times the CPU of ${CLIENTS[bar.than].title}`;
    case 'threads more':
      return `${client}: ${limit} threads more than ${CLIENTS[bar.than].title}`;
    case 'ms of CPU a session':
      return `${client}: ${limit} ms of CPU a session`;
    case 'peak MB':
      return `${client}: ${limit} MB at the peak`;
    case 'right answers':
      return `${client}: all answers right`;
  }
}

/**
 * @param {import('./bars.js').Bar} bar
 * @param {number} measured
 */
function unitOf({ figure }, measured) {
  switch (figure) {
    case 'times faster':
    case 'times the time':
      return `${measured.toFixed(2)} times`;
    case 'times the CPU':
      return `${measured.toFixed(3)} times`;
    case 'threads more':
      return `${measured} threads`;
    case 'ms of CPU a session':
      return `${measured.toFixed(2)} ms`;
    case 'peak MB':
      return `${measured.toFixed(0)} MB`;
    case 'right answers':
      return `${(measured * 100).toFixed(measured === 1 ? 0 : 2)} %`;
  }
}

/** What each client cost in one row. @returns {Table} */
export function rowTable(/** @type {RowResult} */ { row, cells }) {
  const netrunSeconds = wallOf(cells.get('netrun'));
  return {
    head: [
      'client',
      'wall s',
      'to netrun',
      'CPU s',
      'ms a session',
      'peak MB',
      'threads',
      "devices' CPU s",
      'answers',
    ],
    rows: [...cells].map(([name, cell]) => {
      const { title } = CLIENTS[name];
      if (cell.missing !== undefined) return [title, '-', '', '-', '-', '-', '-', '-', `? ${cell.missing}`];
      const figures = (/** @type {(run: Run) => number | undefined} */ of, /** @type {number} */ digits) =>
        spread(cell.runs.map(of), digits);
      const ratio = (wallOf(cell) ?? Number.NaN) / (netrunSeconds ?? Number.NaN);
      const contactsNone = 'fixed' in CLIENTS[name];
      return [
        title,
        figures((run) => run.wallSeconds, 3),
        Number.isNaN(ratio) ? '' : `${ratio.toFixed(2)}x`,
        figures((run) => run.cpuSeconds, 2),
        contactsNone ? '' : middle(figures((run) => perSession(run, row.devices), 2)),
        figures((run) => run.peakMegabytes, 0),
        middle(figures((run) => run.peakThreads, 0)),
        contactsNone ? '' : middle(figures((run) => run.devicesCpuSeconds, 2)),
        verdictOf(cell),
      ];
    }),
    left: [0, 8],
  };
}

/** Median and range, without the range. */
function middle(/** @type {string} */ text) {
  return text.replace(/ .*/, '');
}

/**
 * @param {Run} run
 * @param {number} devices
 */
function perSession({ cpuSeconds }, devices) {
  return cpuSeconds === undefined ? undefined : (cpuSeconds * 1000) / devices;
}

function verdictOf(/** @type {Cell} */ { runs }) {
  const asked = runs.reduce((sum, run) => sum + run.asked, 0);
  const right = runs.reduce((sum, run) => sum + run.right, 0);
  const over = runs.some((run) => run.isOver) ? ', killed: too slow' : '';
  return right === asked ? `${asked} right` : `${asked - right} of ${asked} WRONG${over}`;
}

/** Median seconds of a client; undefined where it did not run or an answer was wrong. */
export function wallOf(/** @type {Cell | undefined} */ cell) {
  if (!isUsable(cell)) return undefined;
  return median(cell.runs.map((run) => run.wallSeconds));
}

/** Median CPU milliseconds a session. */
export function cpuOf(/** @type {Cell | undefined} */ cell, /** @type {number} */ devices) {
  if (!isUsable(cell)) return undefined;
  const each = cell.runs.map((run) => perSession(run, devices)).filter((one) => one !== undefined);
  return each.length === 0 ? undefined : median(each);
}

/** @returns {cell is Cell} */
function isUsable(/** @type {Cell | undefined} */ cell) {
  return cell !== undefined && cell.runs.length > 0 && cell.runs.every((run) => run.right === run.asked);
}

/** The shapes of the original's table, in its order: [its name there, the original's seconds as published, original, netrun]. */
const SHAPES = /** @type {const} */ ([
  ['sequential', 5.833, 'originalSequential', 'sequential'],
  ['threading', 2.225, 'originalThreads', 'threads'],
  ['multiprocessing', 2.365, 'originalProcesses', 'processes'],
  ['auto', undefined, undefined, 'netrun'],
]);

/** The table of the original: three routers, in each shape. @returns {Table} */
export function shapesTable(/** @type {readonly RowResult[]} */ results) {
  const three = results.filter(({ row }) => row.devices === 3);
  const seconds = (/** @type {RowResult} */ { cells }, /** @type {ClientName | undefined} */ name) =>
    name === undefined ? '' : (wallOf(cells.get(name))?.toFixed(3) ?? '-');
  return {
    head: [
      'shape',
      'the original, as it was published, s',
      ...three.flatMap(({ row }) => [
        `the original, RTT ${row.rttMs} ms, s`,
        `netrun, RTT ${row.rttMs} ms, s`,
      ]),
    ],
    rows: SHAPES.map(([shape, published, theirs, ours]) => [
      shape,
      published?.toFixed(3) ?? '',
      ...three.flatMap((result) => [seconds(result, theirs), seconds(result, ours)]),
    ]),
    left: [0],
  };
}

/** The bars of the chart of the original's table. */
export function shapesBars(/** @type {RowResult} */ { cells }) {
  return SHAPES.flatMap(([, , theirs, ours]) => [
    ...(theirs === undefined ? [] : [{ name: theirs, colour: 6 }]),
    { name: ours, colour: 0 },
  ])
    .map(({ name, colour }) => ({ title: CLIENTS[name].title, value: wallOf(cells.get(name)), colour }))
    .flatMap(({ value, ...bar }) => (value === undefined ? [] : [{ ...bar, value }]))
    .toSorted((a, b) => b.value - a.value);
}

/** Who stands in the curves of cost against size; the place is the colour. */
const CURVES = /** @type {const} */ ([
  'netrun',
  'originalThreads',
  'go',
  'asyncssh',
  'stock',
  'threads',
  'netmiko',
  'scrapli',
]);

/**
 * A figure of each client over the number of devices at RTT 0.
 * @param {readonly RowResult[]} results
 * @param {(cell: Cell | undefined, devices: number) => number | undefined} figure
 */
export function curves(results, figure) {
  const near = results.filter(({ row }) => row.rttMs === 0).toSorted((a, b) => a.devices - b.devices);
  return CURVES.map((name) => ({
    title: CLIENTS[name].title,
    points: near.flatMap(({ devices, cells }) => {
      const y = figure(cells.get(name), devices);
      // CPU below a hundredth of a second counts as none, and has no place on a logarithmic axis.
      return y === undefined || y === 0 ? [] : [{ x: devices, y }];
    }),
  }));
}
