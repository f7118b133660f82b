import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inventoryText } from '../dist/lab/inventory-text.js';
import { countRightOfNetrun, parseLines } from './answers.js';
import { COMMAND, rightAnswer } from './lab.js';
import { measure } from './measure.js';

const PROGRAM = fileURLToPath(new URL('../bin/netrun.js', import.meta.url));

/** A folder for inventories and netrun's state, which is gone when this process ends. */
const folder = mkdtempSync(join(tmpdir(), 'netrun-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

/** Nothing that the user has set for netrun plays a part. */
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NETRUN_'))),
  NETRUN_STATE_DIR: join(folder, 'state'),
};

let files = 0;

/** @typedef {import('../dist/lab/lab.js').Lab['devices']} LabDevices */

/** Writes the inventory of some devices; returns its path. */
export function writeInventory(/** @type {LabDevices} */ devices) {
  return writeOne('devices.yaml', inventoryText(devices));
}

/** Writes a line `host:port` for each device, which is what other clients take; returns its path. */
export function writeTargets(/** @type {LabDevices} */ devices) {
  return writeOne('targets.txt', devices.map(({ host, port }) => `${host}:${port}\n`).join(''));
}

/**
 * @param {string} name
 * @param {string} text
 */
function writeOne(name, text) {
  files += 1;
  const file = join(folder, `${files}-${name}`);
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

/**
 * Runs netrun as a user does, as a whole process.
 * @param {readonly string[]} args
 * @param {number} [mostSeconds]
 */
function netrun(args, mostSeconds) {
  return measure([process.execPath, PROGRAM, ...args], { env, mostSeconds });
}

/**
 * Runs the command on an inventory, and looks at every answer.
 * @param {string} inventory
 * @param {{ args?: readonly string[], mostSeconds?: number }} [options]
 */
export async function askDevices(inventory, { args = [], mostSeconds } = {}) {
  const measured = await netrun(['-i', inventory, '-o', 'ndjson', ...args, COMMAND], mostSeconds);
  return {
    ...measured,
    right: countRightOfNetrun(measured.stdout, rightAnswer),
    durationsMs: parseLines(measured.stdout).map((one) => one.durationMs),
  };
}
