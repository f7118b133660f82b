import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inventoryText } from '../dist/lab/inventory-text.js';
import { countRightOfNetrun, parseLines } from './answers.js';
import { COMMAND, rightAnswer } from './lab.js';
import { measure } from './measure.js';

const PROGRAM = fileURLToPath(new URL('../bin/netrun.js', import.meta.url));

/** A folder for inventories and netrun's states, which is gone when this process ends. */
const folder = mkdtempSync(join(tmpdir(), 'netrun-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

/** Nothing that the user has set for netrun or ssh plays a part. */
const env = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(NETRUN_|XDG_|SSH_AUTH_SOCK$)/.test(name)),
  ),
  HOME: folder,
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
 * Runs the command on an inventory as a user does, as a whole process, and looks at every answer. Each inventory has a state of its
 * own, in which the devices' host keys are known after the first run.
 * @param {string} inventory
 * @param {{ args?: readonly string[], mostSeconds?: number }} [options]
 */
export async function askDevices(inventory, { args = [], mostSeconds } = {}) {
  const measured = await measure(
    [process.execPath, PROGRAM, '-i', inventory, '-o', 'ndjson', ...args, COMMAND],
    { env: { ...env, NETRUN_STATE_DIR: `${inventory}.state` }, mostSeconds },
  );
  return {
    ...measured,
    right: countRightOfNetrun(measured.stdout, rightAnswer),
    durationsMs: parseLines(measured.stdout).map((one) => one.durationMs),
  };
}
