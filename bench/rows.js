/**
 * What is measured: how many devices at which distance, by whom. `concurrency`: devices in progress at a time, for all; where
 * it is not given, netrun gets no such option and the others its default.
 * @typedef {import('./clients.js').ClientName} ClientName
 * @typedef {{
 *   name: string,
 *   devices: number,
 *   rttMs: number,
 *   concurrency?: number,
 *   clients: readonly ClientName[],
 * }} Row
 */

/** How many devices netrun has in progress by default. */
export const DEFAULT_CONCURRENCY = 100;

/** @type {readonly ClientName[]} */
const OTHERS = ['netmiko', 'scrapli', 'nornir', 'parallelSsh', 'asyncssh', 'go', 'stock'];

/** @type {readonly ClientName[]} */
const SHAPES = ['netrun', 'inline', 'sequential', 'threads', 'processes'];

/** @type {readonly ClientName[]} */
const ORIGINAL = ['originalSequential', 'originalThreads', 'originalProcesses'];

/** The rows that bars are about. @type {readonly Row[]} */
export const NAMED_ROWS = [
  { name: '1', devices: 1, rttMs: 0, clients: ['node', 'version', 'netrun', 'inline', ...OTHERS] },
  { name: '3', devices: 3, rttMs: 0, clients: [...SHAPES, ...ORIGINAL, ...OTHERS] },
  { name: '3-50ms', devices: 3, rttMs: 50, clients: [...SHAPES, 'pipelining', ...ORIGINAL, ...OTHERS] },
  {
    name: '100',
    devices: 100,
    rttMs: 0,
    clients: [...SHAPES, 'tenThreads', 'originalThreads', 'originalProcesses', ...OTHERS],
  },
  {
    name: '100-50ms',
    devices: 100,
    rttMs: 50,
    clients: ['netrun', 'inline', 'pipelining', 'originalThreads', ...OTHERS],
  },
  { name: '1000', devices: 1000, rttMs: 0, clients: ['netrun', 'inline', 'asyncssh', 'go', 'stock'] },
  {
    name: '5000',
    devices: 5000,
    rttMs: 0,
    concurrency: 200,
    clients: ['netrun', 'live', 'still', 'go', 'stock'],
  },
];

/** The sizes of the curve of cost against size. */
export const DEFAULT_SIZES = [1, 3, 10, 30, 100, 300, 1000, 5000];

/**
 * The rows for the curve of cost against size at RTT 0 that no named row has measured.
 * @param {readonly number[]} sizes
 * @returns {readonly Row[]}
 */
export function sizeRows(sizes) {
  const isNamed = (/** @type {number} */ size) =>
    NAMED_ROWS.some(({ devices, rttMs }) => devices === size && rttMs === 0);
  return sizes
    .filter((size) => !isNamed(size))
    .map((size) => ({ name: String(size), devices: size, rttMs: 0, clients: clientsFor(size) }));
}

/** Who can be expected to come to an end at that size. */
function clientsFor(/** @type {number} */ size) {
  /** @type {ClientName[]} */
  const clients = ['netrun', 'asyncssh', 'go', 'stock'];
  if (size <= 100) clients.push('threads', 'originalThreads', 'netmiko', 'scrapli');
  return clients;
}

/** A row in words: `100 devices, RTT 50 ms`. */
export function titleOf(/** @type {Row} */ { devices, rttMs, concurrency }) {
  const inProgress = concurrency === undefined ? '' : `, ${concurrency} in progress`;
  return `${devices} ${devices === 1 ? 'device' : 'devices'}, RTT ${rttMs} ms${inProgress}`;
}
