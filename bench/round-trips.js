import { parseArgs } from 'node:util';
import { countRightOfPeer } from './answers.js';
import { CLIENTS, peerCommand, peerEnv } from './clients.js';
import { startFarm } from './farm.js';
import { COMMAND, rightAnswer, startLabProcess } from './lab.js';
import { measure } from './measure.js';
import { askDevices, writeInventory, writeTargets } from './netrun.js';
import { provide } from './provisions.js';
import { median } from './statistics.js';
import { plainTable } from './table.js';
import { startRelay } from './wire.js';

/** The two distances at which every client is timed; what takes the same time at both is no round trip. */
const NEAR_MS = 50;
const FAR_MS = 100;

/** A client that takes longer is killed, and counts as wrong. */
const MOST_SECONDS_A_RUN = 30;

const USAGE = `Usage: node bench/round-trips.js [--rounds 3] [--farm]

--rounds N  how often every client is timed at each distance
--farm      the farm plays the devices instead of the lab (needs Go)
`;

/** Other clients, as far as they are installed; parallel-ssh waits for no prompt, and so for fewer round trips. */
const PEERS = /** @type {const} */ (['stock', 'go', 'asyncssh', 'netmiko', 'scrapli']);

/**
 * A client, and the devices that it is timed at.
 * @typedef {{
 *   title: string,
 *   login: '>' | '#',
 *   most?: number,
 *   ask(place: Place): Promise<{ seconds: number, trouble: string }>,
 *   near: number[],
 *   far: number[],
 *   troubles: string[],
 *   onWire?: number | undefined,
 * }} Client
 * @typedef {ReturnType<typeof placeOf>} Place
 */

const options = readOptions();
const provisions = await provide(['farm', ...PEERS.map((name) => CLIENTS[name].needs)], {
  mayInstall: false,
  progress,
});
const { places, close } = await (options.isFarm ? farmPlaces() : labPlaces()).catch((error) => {
  console.error(`the devices cannot be started: ${error.message}`);
  process.exit(2);
});
const clients = allClients();
for (let round = 0; round < options.rounds; round++) {
  for (const client of clients) {
    progress(`round ${round + 1} of ${options.rounds}: ${client.title}`);
    client.near.push(await timed(client, places[client.login]?.near));
    client.far.push(await timed(client, places[client.login]?.far));
  }
}
for (const client of clients) {
  progress(`on the wire: ${client.title}`);
  client.onWire = await countOnWire(client);
}
progress('');
print();
close();

/**
 * @param {Client} client
 * @param {Place | undefined} place
 */
async function timed(client, place) {
  if (!place) throw new Error('there is no such device');
  const { seconds, trouble } = await client.ask(place);
  if (trouble) client.troubles.push(trouble);
  return seconds;
}

async function countOnWire(/** @type {Client} */ client) {
  const far = places[client.login]?.far;
  if (!far) return undefined;
  const relay = await startRelay(far.device, FAR_MS);
  try {
    const device = { ...far.device, port: relay.port };
    const seconds = await timed(client, placeOf(device));
    // What follows the answer, such as a farewell, comes back a round trip later.
    return relay.roundTrips(seconds * 1000 + FAR_MS / 2);
  } finally {
    relay.close();
  }
}

/** @returns {Client[]} */
function allClients() {
  const netrunClient = (/** @type {string} */ title, /** @type {string[]} */ args) => ({
    title,
    ask: (/** @type {Place} */ place) => askNetrun(place, args),
  });
  const byDefault = netrunClient('netrun', []);
  const pipelined = netrunClient('netrun --pipelining', ['--pipelining']);
  const peers = PEERS.flatMap((name) => {
    const { [name]: client } = CLIENTS;
    const ready = provisions.get(client.needs);
    if (!ready || 'missing' in ready) return [];
    return { title: client.title, ask: (/** @type {Place} */ place) => askPeer(place, client, ready) };
  });
  /** @type {Pick<Client, 'title' | 'login' | 'most' | 'ask'>[]} */
  const all = [
    { ...byDefault, login: '>', most: 10 },
    { ...pipelined, login: '>', most: 8 },
    ...peers.map((one) => ({ ...one, login: /** @type {const} */ ('>') })),
    { ...byDefault, login: '#', most: 8 },
    { ...pipelined, login: '#' },
  ];
  return all.filter(({ login }) => places[login]).map((one) => ({ ...one, near: [], far: [], troubles: [] }));
}

/** netrun's own durationMs runs from the start of connecting to the last byte of the answer. */
async function askNetrun(/** @type {Place} */ { inventory }, /** @type {string[]} */ args) {
  const { right, durationsMs, stderr } = await askDevices(inventory, {
    args,
    mostSeconds: MOST_SECONDS_A_RUN,
  });
  return {
    seconds: (durationsMs[0] ?? Number.NaN) / 1000,
    trouble: right === 1 ? '' : stderr || 'no right answer',
  };
}

/**
 * @param {Place} place
 * @param {import('./clients.js').Peer} client
 * @param {import('./provisions.js').Ready} ready
 */
async function askPeer({ device, targets }, client, ready) {
  const command = peerCommand(client, ready, { targets, concurrency: 1, command: COMMAND });
  const { stdout, stderr } = await measure(command, {
    env: peerEnv(ready),
    mostSeconds: MOST_SECONDS_A_RUN,
  });
  const isRight = countRightOfPeer(stdout, [device], rightAnswer) === 1;
  return {
    seconds: Number(/\binner=(\d+(?:\.\d+)?)/.exec(stderr)?.[1] ?? Number.NaN),
    trouble: isRight ? '' : stderr || 'no right answer',
  };
}

function print() {
  const where = options.isFarm ? 'the farm' : 'the lab';
  const head = [
    'client',
    'login',
    'round trips',
    'on the wire',
    `s at ${NEAR_MS}`,
    `s at ${FAR_MS}`,
    'at most',
  ];
  const rows = [];
  for (const { title, login, near, far, onWire, most, troubles } of clients) {
    const each = near.map((seconds, round) => trips(seconds, far[round] ?? Number.NaN));
    const count = median(each);
    const range = each.length > 1 ? ` (${Math.min(...each).toFixed(1)}-${Math.max(...each).toFixed(1)})` : '';
    const isOver = most !== undefined && count > most + 0.5;
    rows.push([
      title,
      login,
      troubles.length > 0 ? 'WRONG' : `${count.toFixed(1)}${range}`,
      String(onWire ?? '-'),
      median(near).toFixed(3),
      median(far).toFixed(3),
      most === undefined ? '' : `${most}${isOver ? ' OVER' : ''}`,
    ]);
    if (troubles.length > 0 || isOver) process.exitCode = 1;
  }
  console.log(`Round trips from the start of connecting to the last byte of the answer to "${COMMAND}"
Node ${process.version}, ${process.platform} ${process.arch}; devices: ${where}, every byte delayed by half the round trip each way

Counted: TCP, key exchange, login by password, shell, privilege, paging off, command. Not counted:
what comes after the answer (confirming that it is complete, logging out).
Round trips: (seconds at ${FAR_MS} ms - seconds at ${NEAR_MS} ms) / ${FAR_MS - NEAR_MS} ms, ${options.rounds} times in turns: median (lowest-highest).
On the wire: the longest chain of something said and its answer that a relay before the device saw,
and 1 for TCP. Login: the prompt at which the device lets one in. Delays are made by the device's
program, so waits of the kernel's (Nagle, slow start) do not grow with them and are not seen here.

${plainTable({ head, rows, left: [0] })}`);
  for (const { title, troubles } of clients) {
    if (troubles[0]) console.log(`\n${title}: ${troubles[0].trim().split('\n').slice(-10).join('\n')}`);
  }
}

/**
 * @param {number} near seconds
 * @param {number} far seconds
 */
function trips(near, far) {
  return ((far - near) * 1000) / (FAR_MS - NEAR_MS);
}

/** The lab's devices: each at two distances, logging in at `>` and at `#`. */
async function labPlaces() {
  const addresses =
    process.platform === 'linux' ? /** @type {const} */ ('hosts') : /** @type {const} */ ('ports');
  const at = (/** @type {number} */ rttMs, /** @type {'by-secret' | 'at-login'} */ privilege) => ({
    devices: 1,
    addresses,
    behaviour: { rttMs, privilege },
  });
  const lab = await startLabProcess([
    at(NEAR_MS, 'by-secret'),
    at(FAR_MS, 'by-secret'),
    at(NEAR_MS, 'at-login'),
    at(FAR_MS, 'at-login'),
  ]);
  const [near, far, nearPrivileged, farPrivileged] = lab.labs.map(([device]) => placeOf(device));
  return {
    places: { '>': { near, far }, '#': { near: nearPrivileged, far: farPrivileged } },
    close: lab.close,
  };
}

/** A farm's devices all log in at `>`. */
async function farmPlaces() {
  const farm = provisions.get('farm');
  if (!farm || 'missing' in farm) throw new Error(farm?.missing);
  const near = await startFarm(farm.program, { rttMs: NEAR_MS });
  const far = await startFarm(farm.program, { rttMs: FAR_MS });
  return {
    places: { '>': { near: placeOf(near.devices[0]), far: placeOf(far.devices[0]) }, '#': undefined },
    close: () => {
      near.close();
      far.close();
    },
  };
}

/** @param {import('../dist/lab/lab.js').Lab['devices'][number] | undefined} device */
function placeOf(device) {
  if (!device) throw new Error('there is no such device');
  return { device, inventory: writeInventory([device]), targets: writeTargets([device]) };
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        rounds: { type: 'string', default: '3' },
        farm: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      process.exit();
    }
    if (!/^[1-9]\d?$/.test(values.rounds)) throw new Error(`"${values.rounds}" is no number from 1 to 99`);
    return { rounds: Number(values.rounds), isFarm: values.farm };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** Tells who waits what goes on, on one line of a terminal. */
function progress(/** @type {string} */ text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}
