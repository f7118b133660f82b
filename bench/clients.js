import { fileURLToPath } from 'node:url';

/**
 * Who is measured. `shape`: how a peer's program works; `args`: netrun's own; `isOnce`: it is not
 * about time, so that one run is enough; `isOnTerminal`: its standard error is a terminal; `fixed`: a
 * program that contacts nothing.
 * @typedef {import('./provisions.js').ProvisionName} ProvisionName
 * @typedef {{ title: string, needs: ProvisionName, program: string, shape?: string }} Peer
 * @typedef {{ title: string, args: readonly string[], isOnce?: boolean, isOnTerminal?: boolean }} Shape
 * @typedef {{ title: string, fixed: readonly string[] }} Fixed
 * @typedef {Peer | Shape | Fixed} Client
 */

export const CLIENTS = /** @satisfies {Record<string, Client>} */ ({
  node: { title: 'node -e 0', fixed: ['-e', '0'] },
  version: { title: 'netrun --version', fixed: [programOf('../bin/netrun.js'), '--version'] },

  netrun: { title: 'netrun', args: [] },
  inline: { title: 'netrun --executor inline', args: ['--executor', 'inline'] },
  sequential: { title: 'netrun, sequential', args: ['--concurrency', '1'] },
  threads: { title: 'netrun, thread per device', args: ['--workers', 'per-device'] },
  processes: {
    title: 'netrun, process per device',
    args: ['--executor', 'processes', '--workers', 'per-device'],
  },
  tenThreads: {
    title: 'netrun, thread per device, 10 alive',
    args: ['--workers', 'per-device', '--concurrency', '10'],
    isOnce: true,
  },
  pipelining: { title: 'netrun --pipelining', args: ['--pipelining'] },
  live: { title: 'netrun on a terminal', args: [], isOnTerminal: true },
  still: { title: 'netrun --no-progress on a terminal', args: ['--no-progress'], isOnTerminal: true },

  originalSequential: original('the original, sequential', 'sequential'),
  originalThreads: original('the original, threading', 'threading'),
  originalProcesses: original('the original, multiprocessing', 'multiprocessing'),

  netmiko: { title: 'netmiko, threads', needs: 'netmiko', program: 'netmiko_peer.py', shape: 'pool' },
  scrapli: { title: 'scrapli', needs: 'scrapli', program: 'scrapli_peer.py', shape: 'ssh2' },
  nornir: { title: 'nornir with netmiko', needs: 'nornir', program: 'nornir_peer.py' },
  parallelSsh: { title: 'parallel-ssh', needs: 'parallel-ssh', program: 'parallel_ssh_peer.py' },
  asyncssh: { title: 'asyncssh', needs: 'asyncssh', program: 'asyncssh_peer.py' },
  go: { title: 'Go x/crypto/ssh', needs: 'go', program: '' },
  stock: { title: 'stock ssh2', needs: 'node', program: 'stock-ssh2.js' },
});

/** @typedef {keyof typeof CLIENTS} ClientName */

/** What the original used: the netmiko of its time, in the three shapes of its table. */
function original(/** @type {string} */ title, /** @type {string} */ shape) {
  return /** @satisfies {Peer} */ ({ title, needs: 'original', program: 'netmiko_peer.py', shape });
}

/**
 * The command line of a peer. All take the same arguments: see peers/.
 * @param {Peer} peer
 * @param {import('./provisions.js').Ready} ready
 * @param {{ targets: string, concurrency: number, command: string }} task `targets`: a file with a line host:port a device
 * @returns {readonly [string, ...string[]]}
 */
export function peerCommand({ program, shape }, ready, { targets, concurrency, command }) {
  return [
    ready.program,
    ...(program === '' ? [] : [programOf(`peers/${program}`)]),
    ...['--targets', targets],
    ...['--concurrency', String(concurrency)],
    ...['--command', command],
    ...(shape === undefined ? [] : ['--shape', shape]),
  ];
}

/** The variables of a peer: it leaves no files beside its program. */
export function peerEnv(/** @type {import('./provisions.js').Ready} */ ready) {
  return { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...ready.env };
}

function programOf(/** @type {string} */ path) {
  return fileURLToPath(new URL(path, import.meta.url));
}
