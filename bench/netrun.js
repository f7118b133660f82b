import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
 * @param {{ args?: readonly string[], mostSeconds?: number, isOnTerminal?: boolean | undefined }} [options] `isOnTerminal`: its
 *   standard error is a terminal
 */
export async function askDevices(inventory, { args = [], mostSeconds, isOnTerminal = false } = {}) {
  /** @type {readonly [string, ...string[]]} */
  const command = [process.execPath, PROGRAM, '-i', inventory, '-o', 'ndjson', ...args, COMMAND];
  const options = { env: { ...env, NETRUN_STATE_DIR: `${inventory}.state` }, mostSeconds };
  const measured = isOnTerminal ? await onTerminal(command, options) : await measure(command, options);
  return {
    ...measured,
    right: countRightOfNetrun(measured.stdout, rightAnswer),
    durationsMs: parseLines(measured.stdout).map((one) => one.durationMs),
  };
}

/** util-linux's: it runs a program on a terminal of its own. */
const SCRIPT = '/usr/bin/script';

/** Why nothing can be run on a terminal here; undefined: it can. */
export function whyNoTerminal() {
  return process.platform === 'linux' && existsSync(SCRIPT)
    ? undefined
    : 'there is no script(1) of util-linux';
}

/**
 * Measures a program whose standard error is a terminal, and its standard output a file; what plays the terminal counts too.
 * @param {readonly [string, ...string[]]} command
 * @param {{ env: NodeJS.ProcessEnv, mostSeconds: number | undefined }} options
 */
async function onTerminal(command, options) {
  const file = writeOne('stdout.txt', '');
  const typed = `exec ${command.map(quoted).join(' ')} >${quoted(file)}`;
  const measured = await measure([SCRIPT, '--quiet', '--return', '--command', typed, '/dev/null'], {
    ...options,
    env: { ...options.env, SHELL: '/bin/sh', TERM: 'xterm' },
  });
  return { ...measured, stdout: readFileSync(file, 'utf8'), stderr: measured.stdout };
}

function quoted(/** @type {string} */ word) {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
