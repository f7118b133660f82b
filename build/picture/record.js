import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startLab } from '../../dist/lab/lab.js';

/**
 * What a terminal was sent, and when.
 * @typedef {{ readonly ms: number, readonly text: string }} Chunk
 */

/** The size of the terminal, in characters. */
export const SIZE = { rows: 22, columns: 98 };

/** util-linux's: it runs a program on a terminal of its own and plays that terminal here. */
export const SCRIPT = '/usr/bin/script';

/** Simulated routers, each as far away as the milliseconds say; the last one has another password. */
const ROUTERS = [
  { name: 'core1', host: '10.0.0.1', rttMs: 25 },
  { name: 'core2', host: '10.0.0.2', rttMs: 60 },
  { name: 'edge1', host: '10.1.0.1', rttMs: 110 },
  { name: 'edge2', host: '10.2.0.1', rttMs: 170 },
  { name: 'edge3', host: '10.3.0.1', rttMs: 240 },
  { name: 'edge4', host: '10.4.0.1', rttMs: 90, password: 'another' },
];

/**
 * Runs a command of netrun's against simulated routers, in a terminal.
 * @param {string} command without the word netrun
 * @returns {Promise<readonly Chunk[]>} all that the terminal was sent, by the time since the first of it
 */
export async function record(command) {
  const folder = mkdtempSync(join(tmpdir(), 'netrun-picture-'));
  const lab = await startLab({
    devices: ROUTERS.map(({ name, host: _, rttMs, ...own }) => ({ name, behaviour: { rttMs }, ...own })),
  });
  try {
    const login = lab.devices[0];
    const ports = lab.devices.map(({ port }, place) => `Host ${ROUTERS[place]?.host}\n  Port ${port}\n`);
    mkdirSync(join(folder, '.ssh'), { mode: 0o700 });
    writeFileSync(join(folder, '.ssh/config'), `${ports.join('')}Host *\n  HostName 127.0.0.1\n`, {
      mode: 0o600,
    });
    const devices = ROUTERS.map(
      ({ name, host }) =>
        `- {device_type: cisco_ios, name: ${name}, host: ${host}, password: ${login?.password}}\n`,
    );
    writeFileSync(join(folder, 'devices.yaml'), devices.join(''), { mode: 0o600 });
    const program = fileURLToPath(new URL('../../bin/netrun.js', import.meta.url));
    const netrun = `'${process.execPath}' '${program}'`;
    // Host keys are known, as in every run but the first.
    const typed = `stty rows ${SIZE.rows} cols ${SIZE.columns}; ${netrun} trust --scan >/dev/null 2>&1; exec ${netrun} ${command}`;
    return await chunksOf(typed, {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        SHELL: '/bin/sh',
        TERM: 'xterm-256color',
        LANG: 'C.UTF-8',
        NETRUN_USERNAME: login?.username,
        NETRUN_SECRET: login?.secret,
      },
    });
  } finally {
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} typed
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<readonly Chunk[]>}
 */
async function chunksOf(typed, options) {
  const child = spawn(SCRIPT, ['--quiet', '--return', '--command', typed, '/dev/null'], {
    ...options,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  /** @type {Chunk[]} */
  const chunks = [];
  let first = 0;
  child.stdout.setEncoding('utf8').on('data', (text) => {
    first ||= performance.now();
    chunks.push({ ms: performance.now() - first, text });
  });
  await once(child, 'close');
  return chunks;
}
