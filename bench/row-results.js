import { readFileSync } from 'node:fs';
import { countRightOfPeer } from './answers.js';
import { CLIENTS, peerCommand, peerEnv } from './clients.js';
import { COMMAND, rightAnswer } from './lab.js';
import { measure } from './measure.js';
import { askDevices, whyNoTerminal, writeInventory, writeTargets } from './netrun.js';
import { DEFAULT_CONCURRENCY, titleOf } from './rows.js';

/**
 * One run of a client: what it cost, and how many of the answers that it was asked for were right.
 * @typedef {import('./measure.js').Measured & { asked: number, right: number, devicesCpuSeconds: number | undefined }} Run
 * @typedef {{ runs: Run[], missing?: string | undefined }} Cell
 * @typedef {{ row: Row, devices: number, cells: Map<ClientName, Cell>, secretLeaks: number }} RowResult
 * @typedef {import('./clients.js').ClientName} ClientName
 * @typedef {import('./clients.js').Client} Client
 * @typedef {import('./rows.js').Row} Row
 * @typedef {import('./provisions.js').Provision} Provision
 */

/** A run that takes longer is killed, and counts as wrong. */
const MOST_SECONDS_A_RUN = 120;

/**
 * Measures a row: its clients in turns (A B C, A B C, ...), so that what else the machine does meanwhile hits all of them. A client
 * that has taken `secondsEach` in all is not asked again.
 * @param {Row} row
 * @param {{
 *   source: import('./devices.js').Source,
 *   provisions: ReadonlyMap<string, Provision>,
 *   rounds: number,
 *   secondsEach: number,
 *   progress(text: string): void,
 * }} options
 * @returns {Promise<RowResult>}
 */
export async function measureRow(row, { source, provisions, rounds, secondsEach, progress }) {
  const server = await source.start({ count: row.devices, rttMs: row.rttMs });
  try {
    const task = {
      devices: server.devices,
      inventory: writeInventory(server.devices),
      targets: writeTargets(server.devices),
      concurrency: row.concurrency,
    };
    /** @type {Map<ClientName, Cell>} */
    const cells = new Map(
      row.clients.map((name) => [name, { runs: [], missing: whyMissing(CLIENTS[name], provisions) }]),
    );
    progress(`${titleOf(row)}: once for the caches`);
    await runOf(CLIENTS.netrun, task, provisions);
    for (let round = 1; round <= rounds; round++) {
      for (const [name, { runs, missing }] of cells) {
        if (missing !== undefined || isEnough(CLIENTS[name], runs, secondsEach)) continue;
        progress(`${titleOf(row)}: round ${round} of ${rounds}: ${CLIENTS[name].title}`);
        const before = await server.cpuSeconds();
        const run = await runOf(CLIENTS[name], task, provisions);
        const after = await server.cpuSeconds();
        const devicesCpuSeconds = before === undefined || after === undefined ? undefined : after - before;
        runs.push({ ...run, devicesCpuSeconds });
      }
    }
    return { row, devices: row.devices, cells, secretLeaks: await server.secretLeaks() };
  } finally {
    server.close();
  }
}

/**
 * @param {Client} client
 * @param {readonly Run[]} runs
 * @param {number} secondsEach
 */
function isEnough(client, runs, secondsEach) {
  if (runs.length > 0 && 'isOnce' in client && client.isOnce) return true;
  const spent = runs.reduce((sum, run) => sum + run.wallSeconds, 0);
  return spent >= secondsEach || runs.some((run) => run.isOver);
}

/**
 * @param {Client} client
 * @param {ReadonlyMap<string, Provision>} provisions
 */
function whyMissing(client, provisions) {
  if (isOnTerminal(client)) return whyNoTerminal();
  if (!('needs' in client)) return undefined;
  const provision = provisions.get(client.needs);
  if (!provision) return 'not looked for';
  return 'missing' in provision ? provision.missing : undefined;
}

/**
 * @param {Client} client
 * @param {{ devices: import('./netrun.js').LabDevices, inventory: string, targets: string, concurrency: number | undefined }} task
 * @param {ReadonlyMap<string, Provision>} provisions
 * @returns {Promise<Omit<Run, 'devicesCpuSeconds'>>}
 */
async function runOf(client, { devices, inventory, targets, concurrency }, provisions) {
  const asked = devices.length;
  if ('fixed' in client) {
    const measured = await measure([process.execPath, ...client.fixed]);
    return { ...measured, asked: 1, right: measured.stdout === expectedOf(client.fixed) ? 1 : 0 };
  }
  if ('args' in client) {
    const limit = concurrency === undefined ? [] : ['--concurrency', String(concurrency)];
    const options = {
      args: [...limit, ...client.args],
      mostSeconds: MOST_SECONDS_A_RUN,
      isOnTerminal: isOnTerminal(client),
    };
    return { ...(await askDevices(inventory, options)), asked };
  }
  const ready = provisions.get(client.needs);
  if (!ready || 'missing' in ready) throw new Error(`${client.title} is not there`);
  const command = peerCommand(client, ready, {
    targets,
    concurrency: concurrency ?? DEFAULT_CONCURRENCY,
    command: COMMAND,
  });
  const measured = await measure(command, { env: peerEnv(ready), mostSeconds: MOST_SECONDS_A_RUN });
  return { ...measured, asked, right: countRightOfPeer(measured.stdout, devices, rightAnswer) };
}

function isOnTerminal(/** @type {Client} */ client) {
  return 'isOnTerminal' in client && client.isOnTerminal === true;
}

/** What a program prints that contacts nothing. */
function expectedOf(/** @type {readonly string[]} */ args) {
  if (!args.includes('--version')) return '';
  return `${JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version}\n`;
}
