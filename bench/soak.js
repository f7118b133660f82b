import { readdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { EXECUTORS, newDevice, retries, run } from '../dist/index.js';
import { FAULTS } from '../dist/lab/faults.js';
import { startLabProcess } from './lab.js';

/*
 * Runs on devices of which one in ten has a fault, as long as it is told, each round with another executor; then tells what
 * was lost (nothing), how the memory grew (not at all), and what is still open (nothing).
 */

const USAGE = `Usage: npm run soak -- [--minutes 10] [--devices 200]

Ends with 1 if a result was lost or wrong, or something is still open.
`;

/** Rounds in which what there is is loaded and compiled: two with each executor. */
const WARM_ROUNDS = 6;

/** @typedef {keyof typeof FAULTS} FaultName */
/** @typedef {import('../dist/index.js').Device} Device */

const { minutes, devices: size } = readOptions();
const OUTPUT = Array.from({ length: 400 }, (_, line) => `interface ${line} is up\n`).join('');
const FAULT_NAMES = /** @type {FaultName[]} */ (Object.keys(FAULTS));

const lab = await startLabProcess([
  {
    devices: [
      ...Array.from({ length: size }, (_, place) => ({ name: `R${place + 1}` })),
      ...FAULT_NAMES.map((name) => ({ name, ...FAULTS[name].device })),
    ],
    behaviour: { files: new Map([['it', OUTPUT]]) },
  },
]);
const all = (lab.labs[0] ?? []).map(deviceOf);
const healthy = all.slice(0, size);
const faulty = all.slice(size);

/** @type {Map<string, number>} */
const survived = new Map();
const seen = { rounds: 0, devices: 0, faulty: 0, lost: 0, wrong: 0 };
/** In MB, after a collection. @type {{ heap: number, rss: number }[]} */
const memory = [];
const endsAt = performance.now() + minutes * 60_000;
/** What is open once all that opens something for good has been used. @type {readonly string[]} */
let before = [];
while (performance.now() < endsAt || seen.rounds <= WARM_ROUNDS) {
  await round();
  seen.rounds++;
  if (seen.rounds === WARM_ROUNDS) before = open();
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  memory.push({ heap: (heapUsed + external) / 2 ** 20, rss: rss / 2 ** 20 });
}
const { secretLeaks } = await lab.report();
const left = await whatIsLeft();
lab.close();

/** @param {'heap' | 'rss'} what */
const growth = (what) => {
  const [start, end] = [memory.at(Math.min(WARM_ROUNDS, memory.length - 1)), memory.at(-1)];
  return `${start?.[what].toFixed(0)} MB at the start, ${end?.[what].toFixed(0)} MB at the end, ${Math.max(...memory.map((one) => one[what])).toFixed(0)} MB at most`;
};
const kinds = [...survived].toSorted(([, a], [, b]) => b - a).map(([kind, count]) => `${count} ${kind}`);
console.log(`devices run        ${seen.devices} in ${seen.rounds} rounds, ${minutes} min
faults survived    ${seen.faulty}: ${kinds.join(', ')}
results lost       ${seen.lost}
results wrong      ${seen.wrong}
secrets misplaced  ${secretLeaks}
memory in use      ${growth('heap')}
of the process     ${growth('rss')}
handles left       ${left.length}${left.length > 0 ? `: ${left.join(', ')}` : ''}`);
if (seen.lost + seen.wrong + secretLeaks + left.length > 0) process.exitCode = 1;

/** One run: a tenth of its devices have a fault each, at random places. */
async function round() {
  const devices = shuffled([...healthy.slice(0, Math.ceil(size * 0.9)), ...drawn(Math.floor(size * 0.1))]);
  const results = devices.map(() => 0);
  /** @type {string[][]} */
  const outputs = devices.map(() => []);
  const names = /** @type {(keyof typeof EXECUTORS)[]} */ (Object.keys(EXECUTORS));
  const executor = EXECUTORS[names[seen.rounds % names.length] ?? 'threads']('auto');
  const events = run(devices, jobOf, {
    executor,
    concurrency: 100,
    again: retries({ devices, most: 1 }),
    answerers: {
      'host-key': (_ask, index) =>
        devices[index]?.name === 'has-another-key'
          ? { verdict: 'refuse', why: 'it is another key', hint: '' }
          : { verdict: 'accept' },
    },
  });
  for await (const event of events) {
    if (event.type === 'again') outputs[event.index]?.splice(0);
    if (event.type === 'replied') outputs[event.index]?.push(event.reply.output);
    if (event.type !== 'finished') continue;
    results[event.index] = (results[event.index] ?? 0) + 1;
    const { outcome } = event;
    const name = devices[event.index]?.name ?? '';
    if (name in FAULTS) {
      const kind = outcome.status === 'failed' ? outcome.failure.kind : outcome.status;
      survived.set(kind, (survived.get(kind) ?? 0) + 1);
      seen.faulty++;
      if (kind !== 'bug') continue;
    } else if (outcome.status === 'ok' && outputs[event.index]?.join('') === OUTPUT) {
      continue;
    }
    seen.wrong++;
    console.log(`wrong: ${name}: ${JSON.stringify(outcome)}`);
  }
  await executor[Symbol.asyncDispose]();
  seen.devices += devices.length;
  seen.lost += results.filter((count) => count !== 1).length;
}

/** @param {number} count @returns {Device[]} so many with a fault, none of them twice */
function drawn(count) {
  return shuffled(faulty).slice(0, count);
}

/** @template T @param {readonly T[]} list */
function shuffled(list) {
  return list
    .map((one) => ({ one, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

/** @param {import('../dist/lab/lab.js').Lab['devices'][number]} labDevice @returns {Device} */
function deviceOf({ host_keys: _, ...labDevice }) {
  /** @type {import('../dist/lab/faults.js').FaultyDevice | undefined} */
  const fault = FAULTS[/** @type {FaultName} */ (labDevice.name)];
  const { host_keys: _known, ...wrong } = fault?.inventory ?? {};
  return newDevice({ ...labDevice, ...wrong });
}

/** @param {Device} device @returns {import('../dist/index.js').Job} */
function jobOf({ name }) {
  /** @type {import('../dist/lab/faults.js').FaultyDevice | undefined} */
  const fault = FAULTS[/** @type {FaultName} */ (name)];
  return {
    commands: [{ text: fault?.command ?? 'show file it' }],
    enable: 'auto',
    shell: 'auto',
    // Long enough for a healthy device on a busy machine.
    deadlines: { connectMs: 5_000, loginMs: 5_000, idleMs: 5_000, deviceMs: 8_000 },
    answers: [],
    rejectCheck: true,
    pipelining: false,
    output: { maxBytes: 8 * 2 ** 20, spillFolder: undefined },
  };
}

/** What this process has open now and had not after the first rounds; what is being closed has a while to be gone. */
async function whatIsLeft() {
  const until = performance.now() + 5_000;
  for (;;) {
    await setImmediate();
    const rest = [...before];
    const more = open().filter((kind) => {
      const place = rest.indexOf(kind);
      if (place >= 0) rest.splice(place, 1);
      return place < 0;
    });
    if (more.length === 0 || performance.now() > until) return more;
  }
}

/** @returns {readonly string[]} handles by their kind, and open files where the system shows them */
function open() {
  const kinds = process.getActiveResourcesInfo().filter((kind) => kind !== 'Immediate');
  try {
    return [...kinds, ...readdirSync('/proc/self/fd').map(() => 'file')];
  } catch {
    return kinds;
  }
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        minutes: { type: 'string', default: '10' },
        devices: { type: 'string', default: '200' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      process.exit();
    }
    const read = { minutes: Number(values.minutes), devices: Number(values.devices) };
    if (!(read.minutes > 0 && read.devices >= 10)) throw new Error('--minutes and --devices are numbers');
    return read;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}
