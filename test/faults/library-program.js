/*
 * A small program that uses the library: runs on the devices of a file by one executor, twice, and prints what the second
 * run has left open that the first one had not. It must end by itself.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { EXECUTORS, PLAIN_SSH, run } from '../../dist/index.js';

/** @typedef {import('../../dist/index.js').Device & { command: string }} Asked */

const name = /** @type {keyof typeof EXECUTORS} */ (process.argv[2]);
const file = process.argv[3] ?? '';
const plain = { groups: [], variables: {}, encoding: 'utf-8', pipelining: false, answers: [], deadlines: {} };
/** @type {Asked[]} */
const read = JSON.parse(readFileSync(file, 'utf8'));
const devices = read.map((one) => ({ ...plain, ...one, ssh: PLAIN_SSH }));

const first = await statuses(devices.slice(-5));
const before = await open();
const second = await statuses(devices);
const after = await open();
console.log(JSON.stringify({ first, second, before, after }));

/** @param {readonly import('../../dist/index.js').Device[]} some */
async function statuses(some) {
  const executor = EXECUTORS[name](2);
  const ended = [];
  for await (const event of run(some, jobOf, { executor, concurrency: 100 })) {
    if (event.type === 'finished') ended.push(event.outcome.status);
  }
  await executor[Symbol.asyncDispose]();
  return ended;
}

/** @param {import('../../dist/index.js').Device} device @returns {import('../../dist/index.js').Job} */
function jobOf(device) {
  const { command } = /** @type {Asked} */ (device); // the file has one for each
  return {
    commands: [{ text: command }],
    enable: 'auto',
    shell: 'auto',
    deadlines: { connectMs: 2000, loginMs: 2000, idleMs: 2000, deviceMs: 4000 },
    answers: [],
    rejectCheck: true,
    pipelining: false,
    output: { maxBytes: 2 ** 23, spillFolder: undefined },
  };
}

/** Handles, timers and children by their kind, and files by what they are; what is closing has a turn to be gone. */
async function open() {
  await setImmediate();
  await setImmediate();
  const handles = process.getActiveResourcesInfo().filter((kind) => kind !== 'Immediate');
  const files = process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0;
  return { handles: handles.sort(), files };
}
