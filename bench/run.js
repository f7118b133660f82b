import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { COMMAND, startLabProcess } from './lab.js';
import { measure } from './measure.js';
import { askDevices, netrun, writeInventory } from './netrun.js';
import { spread, table } from './table.js';

/** The ways to run a command on many devices: the original's three, and netrun's default. */
const WAYS = [
  { title: 'sequential', args: ['--concurrency', '1'] },
  { title: 'a thread per device', args: ['--workers', 'per-device'] },
  { title: 'a process per device', args: ['--executor', 'processes', '--workers', 'per-device'] },
  { title: 'default', args: [] },
];

/** A run that takes longer is killed, and counts as wrong. */
const MOST_SECONDS_A_RUN = 60;

const USAGE = `Usage: node bench/run.js [--rounds 3] [--devices 3,10,100] [--seconds 120]

--rounds N      how often everything is run, in turns
--devices LIST  numbers of devices
--seconds N     no round begins that would last longer than this; the first one always does
`;

const options = readOptions();
const startedAt = performance.now();
const lab = await startLabProcess([{ devices: Math.max(...options.devices) }]);
const [devices = []] = lab.labs;
const cells = options.devices.flatMap((count) => {
  const inventory = writeInventory(devices.slice(0, count));
  return WAYS.map((way) => ({ ...way, count, inventory, runs: /** @type {Run[]} */ ([]) }));
});
const scale = [
  { title: 'node -e 0', run: () => measure([process.execPath, '-e', '0']), runs: /** @type {Run[]} */ ([]) },
  { title: 'netrun --version', run: () => netrun(['--version']), runs: /** @type {Run[]} */ ([]) },
];

/** @typedef {import('./measure.js').Measured & { right: number, labSeconds: number }} Run */

// Files get into the system's cache, and the devices' code gets compiled, before anything counts.
for (const { run } of scale) await run();
await askDevices(writeInventory(devices));

let rounds = 0;
let longestMs = 0;
const isTime = () => performance.now() - startedAt + longestMs < options.seconds * 1000;
while (rounds < options.rounds && (rounds === 0 || isTime())) {
  const roundStartedAt = performance.now();
  progress(`round ${rounds + 1} of ${options.rounds}`);
  for (const one of scale) one.runs.push({ ...(await one.run()), right: 0, labSeconds: 0 });
  for (const cell of cells) {
    const before = await lab.report();
    const run = await askDevices(cell.inventory, { args: cell.args, mostSeconds: MOST_SECONDS_A_RUN });
    const after = await lab.report();
    cell.runs.push({ ...run, labSeconds: after.cpuSeconds - before.cpuSeconds });
  }
  rounds += 1;
  longestMs = Math.max(longestMs, performance.now() - roundStartedAt);
}
const { secretLeaks } = await lab.report();
lab.close();
progress('');
print();

function print() {
  const rows = [['devices', 'how', 'wall s', 'CPU s', 'peak MB', 'lab CPU s', 'answers']];
  for (const { title, runs } of scale) rows.push(['', title, ...costs(runs), '', '']);
  let lastCount = 0;
  for (const { count, title, runs } of cells) {
    const right = runs.reduce((sum, run) => sum + run.right, 0);
    const all = count * runs.length;
    const verdict = right === all ? `${all} right` : `${all - right} WRONG`;
    if (right !== all) process.exitCode = 1;
    if (count !== lastCount) rows.push([]);
    lastCount = count;
    const labSeconds = spread(
      runs.map((run) => run.labSeconds),
      2,
    );
    rows.push([String(count), title, ...costs(runs), labSeconds.replace(/ .*/, ''), verdict]);
  }
  console.log(`netrun "${COMMAND}" on simulated devices of this machine
Node ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores: ${cpus()[0]?.model.trim()}

Every run is a whole process (node bin/netrun.js -o ndjson ...), from its start to its end.
Rounds, in turns: ${rounds}; median (lowest-highest). CPU: user and system, of the client and its children.
Memory: what is each process' own, and the program's file pages once; "-": not measured here.
Lab CPU: what the devices took of the same cores meanwhile. Right: byte for byte as the device gave it.

${table(rows, [1])}`);
  if (rounds < options.rounds)
    console.log(`\nOnly ${rounds} of ${options.rounds} rounds: time was up (--seconds).`);
  for (const { count, title, runs } of cells) {
    const bad = runs.find((run) => run.right < count);
    if (!bad) continue;
    console.log(
      `\n${count} devices, ${title}: ${bad.isOver ? 'killed, it took too long' : 'wrong or missing answers'}`,
    );
    console.log(bad.stderr.split('\n').slice(-20).join('\n'));
  }
  if (secretLeaks > 0) {
    console.log(`\nThe secret was typed where it was not asked for: ${secretLeaks} times.`);
    process.exitCode = 1;
  }
}

/** Wall seconds, CPU seconds and memory, as the table shows them. */
function costs(/** @type {readonly Run[]} */ runs) {
  return [
    spread(
      runs.map((run) => run.wallSeconds),
      2,
    ),
    spread(
      runs.map((run) => run.cpuSeconds),
      2,
    ),
    spread(
      runs.map((run) => run.peakMegabytes),
      0,
    ),
  ];
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        rounds: { type: 'string', default: '3' },
        devices: { type: 'string', default: '3,10,100' },
        seconds: { type: 'string', default: '120' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      process.exit();
    }
    return {
      rounds: whole(values.rounds),
      devices: values.devices.split(',').map(whole),
      seconds: whole(values.seconds),
    };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}

function whole(/** @type {string} */ text) {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Error(`"${text}" is no number from 1 to 9999`);
  return Number(text);
}

/** Tells who waits what goes on, on one line of a terminal. */
function progress(/** @type {string} */ text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}
