import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PlatformName } from '../../src/platforms/index.ts';

/** A set of real servers: `linux` hosts with a shell, the same with unusual `logins`, or `frr` routers that work as Cisco IOS does. */
export type ServerKind = 'linux' | 'logins' | 'frr';

/** How to log in to one server, and to become privileged there. */
export type ServerDevice = {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly platform: PlatformName;
  readonly username: string;
  readonly password: string;
  readonly secret: string;
};

/** A set that is up. */
export type Servers = {
  readonly devices: readonly ServerDevice[];
  /** The device of that name; throws where there is none. */
  device(name: string): ServerDevice;
  /** What a server has written so far: `NAME` (sshd's log), `NAME.typed` (a router's input), `NAME.sudo`. */
  log(file: string): Promise<string>;
  /** Resolves when every process of the set has ended. */
  stop(): Promise<void>;
};

const NEEDS: Readonly<Record<ServerKind, Readonly<Record<string, string>>>> = {
  linux: {
    '/usr/sbin/sshd': 'openssh-server',
    '/usr/bin/ssh-keygen': 'openssh-client',
    '/usr/bin/sudo': 'sudo',
    '/usr/bin/busybox': 'busybox',
  },
  logins: {
    '/usr/sbin/sshd': 'openssh-server',
    '/usr/bin/ssh-keygen': 'openssh-client',
    '/usr/sbin/dropbear': 'dropbear-bin',
  },
  frr: {
    '/usr/sbin/sshd': 'openssh-server',
    '/usr/bin/ssh-keygen': 'openssh-client',
    '/usr/lib/frr/zebra': 'frr',
    '/usr/bin/telnet': 'telnet',
    '/usr/bin/socat': 'socat',
  },
};
const START_TIMEOUT_MS = 40_000;
const STOP_TIMEOUT_MS = 5_000;

/**
 * What keeps a set from starting here, and the way out, in one sentence; undefined when it can start.
 * In CI the tests are to run: there only a machine that can never run them counts, and what is not installed
 * makes `startServers` fail.
 */
export function missing(kind: ServerKind): string | undefined {
  if (process.platform !== 'linux') return `real ${kind} servers need Linux`;
  return process.env.CI ? undefined : lacking(kind);
}

/**
 * Starts a set; several may run at the same time. It ends by `stop`, with this process, or after 15 minutes.
 * Rejects with what the servers said when they do not come up.
 */
export async function startServers(kind: ServerKind): Promise<Servers> {
  const lack = lacking(kind);
  if (lack) throw new Error(lack);
  const child = spawn('bash', [path.join(import.meta.dirname, `${kind}.sh`)], {
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  // It may be gone already when its standard input is closed to end it.
  child.stdin.on('error', () => {});
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });

  const stop = async (): Promise<void> => {
    child.stdin.end();
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  };

  const inventory = await new Promise<string>((resolve, reject) => {
    const failed = (): void => reject(new Error(`the ${kind} servers did not start: ${errors.trim()}`));
    const timer = setTimeout(() => void stop().then(failed), START_TIMEOUT_MS);
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (!text.endsWith('# ready\n')) return;
      clearTimeout(timer);
      resolve(text);
    });
    ended.then(() => {
      clearTimeout(timer);
      failed();
    }, reject);
  });

  const devices = inventory.split('\n').flatMap((line) => (line.startsWith('- ') ? [parseDevice(line)] : []));
  return {
    devices,
    device: (name) => {
      const found = devices.find((device) => device.name === name);
      if (!found) throw new Error(`the ${kind} servers have no ${name}`);
      return found;
    },
    // The log is in the set's own /run, which is seen from here by way of the process that entered it.
    log: (file) => readFile(`/proc/${child.pid}/root/run/log/${file}`, 'latin1'),
    stop,
  };
}

function lacking(kind: ServerKind): string | undefined {
  if (process.platform !== 'linux') return `real ${kind} servers need Linux`;
  if (process.getuid?.() !== 0) return `real ${kind} servers need root`;
  const packages = Object.entries(NEEDS[kind]).flatMap(([file, name]) => (existsSync(file) ? [] : [name]));
  if (packages.length > 0) return `real ${kind} servers need: apt-get install ${packages.join(' ')}`;
  const probe = spawnSync('/usr/bin/unshare', [
    '--mount',
    '--pid',
    '--net',
    '--uts',
    '--fork',
    '--mount-proc',
    'true',
  ]);
  return probe.status === 0
    ? undefined
    : `real ${kind} servers need root that may create namespaces (unshare)`;
}

/** A line of the inventory that the scripts print: a YAML list item that is JSON. */
function parseDevice(line: string): ServerDevice {
  // The scripts print all of these keys, and only platforms that exist.
  const { device_type, ...rest } = JSON.parse(line.slice(2)) as Omit<ServerDevice, 'platform' | 'port'> & {
    device_type: PlatformName;
  };
  return { ...rest, port: 22, platform: device_type };
}
