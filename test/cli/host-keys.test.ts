import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import path from 'node:path';
import ssh2 from 'ssh2';
import { describe, expect, test } from 'vitest';
import { fingerprintOf, generateHostKey, parseHostKey } from '../../src/lab/host-key.ts';
import { type LabOptions, startLab } from '../../src/lab/lab.ts';
import type { LabDevice } from '../../src/lab/simulated-device.ts';
import { type RunOptions, netrun as runNetrun } from '../integration/harness.ts';
import { useFolder } from '../reporters/own-folder.ts';
import { expectNothingInternal } from './program.ts';

const PASSWORD = 'Pa55-of-the-login';
const SECRET = 'S3cret-of-enable';
const temporary = useFolder();
const at = (name: string) => path.join(temporary.path, name);
const KEY = generateHostKey();
const OTHER_KEY = generateHostKey();
const print = (key: string) => fingerprintOf(parseHostKey(key));

const ourLab = (options: LabOptions = {}) =>
  startLab({ devices: 1, password: PASSWORD, secret: SECRET, hostKey: KEY, ...options });

/** As somebody has it who has not heard of its key. */
function inventoryOf(device: LabDevice | undefined, more: object = {}): string {
  const { platform, host_keys: _, ...rest } = device ?? {};
  return `- ${JSON.stringify({ device_type: platform, ...rest, ...more })}\n`;
}

/** Runs the program in the test's own state folder. */
async function netrun(args: readonly string[], options: RunOptions = {}) {
  const run = await runNetrun(args, { ...options, env: { NETRUN_STATE_DIR: at('state'), ...options.env } });
  expectNothingInternal(run, [PASSWORD, SECRET]);
  return run;
}

const failureOf = ({ stdout }: { readonly stdout: string }) => JSON.parse(stdout).results[0].failure;

/** A server in the place of a device, with a key of its own; it would take any password. */
async function impostor(port: number, key: string) {
  const seen = { connections: 0, authentications: 0, shells: 0 };
  const server = new ssh2.Server({ hostKeys: [key] }, (client) => {
    seen.connections++;
    client.on('error', () => {});
    client.on('authentication', (context) => {
      seen.authentications++;
      context.accept();
    });
    client.on('session', (accept) => {
      seen.shells++;
      accept();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { seen, [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

describe('the key of a device of which none is known', () => {
  test('is stored and told of once, and known from then on', async () => {
    await using lab = await ourLab();
    const [device] = lab.devices;
    const inventory = inventoryOf(device);
    const first = await netrun(['show clock'], { inventory });
    const name = `[127.0.0.1]:${device?.port}`;
    expect(first.code).toBe(0);
    expect(first.stderr).toContain(
      `note: 1 host key taken on trust, since none was known before; keep ${at('state/known_hosts')} for the next run: ${name} ssh-ed25519 ${print(KEY)}\n`,
    );
    const stored = readFileSync(at('state/known_hosts'), 'utf8');
    expect(stored).toBe(`${name} ssh-ed25519 ${parseHostKey(KEY).getPublicSSH().toString('base64')}\n`);
    for (const checking of ['accept-new', 'strict']) {
      const next = await netrun(['--host-keys', checking, 'show clock'], { inventory });
      expect(next.stderr).toMatch(/^1 device: 1 ok/);
    }
    expect(readFileSync(at('state/known_hosts'), 'utf8')).toBe(stored);
  });

  test('is one that is new where others are known', async () => {
    await using lab = await ourLab({ devices: 2 });
    const [one, two] = lab.devices;
    await netrun(['show clock'], { inventory: inventoryOf(one) });
    const run = await netrun(['show clock'], { inventory: inventoryOf(one) + inventoryOf(two) });
    expect(run.stderr).toMatch(
      /^note: 1 new host key stored: \[127\.0\.0\.1\]:\d+ ssh-ed25519 SHA256:\S+\n2 devices: 2 ok/,
    );
  });

  test('is told of by number where there are many, and not at all with -q', async () => {
    await using lab = await ourLab({ devices: 4 });
    const inventory = lab.devices.map((device) => inventoryOf(device)).join('');
    const quiet = await netrun(['-q', 'show clock'], { inventory });
    expect(quiet.stderr).toBe('');
    const run = await netrun(['show clock'], { inventory, env: { NETRUN_STATE_DIR: at('other-state') } });
    expect(run.stderr).toMatch(
      /^note: 4 host keys taken on trust, since none was known before; keep \S+ for the next run\n/,
    );
  });

  test.each([
    ['on the command line', ['--host-keys', 'strict'], {}, {}],
    ['in the environment', [], {}, { NETRUN_HOST_KEYS: 'strict' }],
    ['in the inventory, in netmiko’s word', [], { ssh_strict: true }, {}],
  ])('is not taken where that is said %s', async (_where, args, more, env) => {
    await using lab = await ourLab();
    const run = await netrun(['-o', 'json', ...args, 'show clock'], {
      inventory: inventoryOf(lab.devices[0], more),
      env,
    });
    expect(run.code).toBe(1);
    expect(failureOf(run)).toMatchObject({
      kind: 'host-key',
      message: `its host key is not known: ssh-ed25519 ${print(KEY)}`,
      hint: expect.stringMatching(/^netrun trust -i \S+\/inventory\.yaml --scan -l R1 /),
    });
  });

  test('is taken and not stored with --host-keys off, and that is warned of', async () => {
    await using lab = await ourLab();
    const run = await netrun(['-q', '--host-keys', 'off', 'show clock'], {
      inventory: inventoryOf(lab.devices[0]),
    });
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/^warning: host keys are not checked \(--host-keys off\)/);
    expect(() => readFileSync(at('state/known_hosts'))).toThrow('ENOENT');
  });

  test('fails no run where it cannot be stored', async () => {
    await using lab = await ourLab();
    writeFileSync(at('state'), 'a file in the place of the folder');
    const run = await netrun(['show clock'], { inventory: inventoryOf(lab.devices[0]) });
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/^note: 1 host key taken on trust, and not stored: \S+ cannot be written to/);
  });
});

describe('a server with another key in front of a known device', () => {
  /** Lets netrun meet a device, and then another server in its place. */
  async function meetImpostor(args: readonly string[], key = OTHER_KEY) {
    const lab = await ourLab();
    const [device] = lab.devices;
    const inventory = inventoryOf(device);
    await netrun(['show clock'], { inventory });
    await lab.close();
    await using server = await impostor(device?.port ?? 0, key);
    const run = await netrun(['-o', 'json', ...args, 'show clock'], { inventory });
    return { run, seen: server.seen };
  }

  test.each([
    ['', []],
    ['in this process', ['--executor', 'inline']],
    ['from a worker process', ['--executor', 'processes']],
    ['with what is sent ahead', ['--pipelining']],
    ['where checking is strict', ['--host-keys', 'strict']],
  ])('never sees the password %s', async (_how, args) => {
    const { run, seen } = await meetImpostor(args);
    expect(seen).toEqual({ connections: 1, authentications: 0, shells: 0 });
    expect(run.code).toBe(1);
    expect(failureOf(run)).toMatchObject({ kind: 'host-key' });
    expect(failureOf(run).message).toBe(
      `its host key has changed: known is ssh-ed25519 ${print(KEY)} (${at('state/known_hosts')}:1), it shows ssh-ed25519 ${print(OTHER_KEY)}`,
    );
    expect(failureOf(run).hint).toMatch(/netrun trust -i \S+\/inventory\.yaml --replace -l R1;/);
  });

  test('never sees it with a key of another type either', async () => {
    const { private: key } = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
    const { run, seen } = await meetImpostor([], key);
    expect(seen).toEqual({ connections: 1, authentications: 0, shells: 0 });
    expect(failureOf(run).message).toMatch(
      /^it shows a host key of another type than it is known by: .*, it shows ecdsa-sha2-nistp256 SHA256:/,
    );
  });

  test('sees it only where checking is off', async () => {
    const { seen } = await meetImpostor(['--host-keys', 'off', '--login-timeout', '1']);
    expect(seen.authentications).toBeGreaterThan(0);
  });
});

test('of the keys that a server has, the one is asked for that is known', async () => {
  const { private: ecdsa } = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
  const port = await freePort();
  writeFileSync(
    at('known'),
    `[127.0.0.1]:${port} ecdsa-sha2-nistp256 ${parseHostKey(ecdsa).getPublicSSH().toString('base64')}\n`,
  );
  const seen = { authentications: 0 };
  const server = new ssh2.Server({ hostKeys: [KEY, ecdsa] }, (client) => {
    client.on('error', () => {});
    client.on('authentication', (context) => {
      seen.authentications++;
      context.reject();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const device = { host: '127.0.0.1', port, device_type: 'linux', username: 'u', password: PASSWORD };
  const run = await netrun(['-o', 'json', '--known-hosts', at('known'), '--host-keys', 'strict', 'true'], {
    inventory: `- ${JSON.stringify(device)}\n`,
  });
  await new Promise<void>((resolve) => server.close(() => resolve()));
  expect(failureOf(run)).toMatchObject({ kind: 'auth' });
  expect(seen.authentications).toBeGreaterThan(0);
});

/** A jump host, behind which every address is the same server. */
async function jumpHost(targetPort: number) {
  const server = new ssh2.Server({ hostKeys: [generateHostKey()] }, (client) => {
    client.on('error', () => {});
    client.on('authentication', (context) =>
      context.method === 'password' ? context.accept() : context.reject(),
    );
    client.on('request', (_accept, reject) => reject?.());
    client.on('tcpip', (accept) => {
      const target = connect({ host: '127.0.0.1', port: targetPort });
      const channel = accept();
      target.on('error', () => channel.destroy());
      channel.on('error', () => target.destroy());
      channel.on('close', () => target.destroy());
      channel.pipe(target).pipe(channel);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return { port, [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

test('devices with the same address behind two jump hosts are two, and known by their ways', async () => {
  await using one = await ourLab();
  await using two = await ourLab({ hostKey: OTHER_KEY });
  await using left = await jumpHost(one.devices[0]?.port ?? 0);
  await using right = await jumpHost(two.devices[0]?.port ?? 0);
  const behind = (name: string, jump: number) =>
    inventoryOf(one.devices[0], { name, host: '10.0.0.1', port: 22, jump: `me@127.0.0.1:${jump}` });
  const inventory = behind('left', left.port) + behind('right', right.port);
  const env = { NETRUN_JUMP_PASSWORD: 'Jump-pa55' };
  for (let turn = 0; turn < 2; turn++) {
    const run = await netrun(['--host-keys', turn === 0 ? 'accept-new' : 'strict', 'show clock'], {
      inventory,
      env,
    });
    expect(run.stderr).toContain('2 devices: 2 ok');
  }
  const names = readFileSync(at('state/known_hosts'), 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[0])
    .filter((name) => name?.endsWith('/10.0.0.1'));
  expect(names.toSorted()).toEqual(
    [`127.0.0.1:${left.port}/10.0.0.1`, `127.0.0.1:${right.port}/10.0.0.1`].toSorted(),
  );
  const list = await netrun(['trust', '-i', writeInventory(inventory), '--scan', '-o', 'json'], { env });
  expect(JSON.parse(list.stdout).map(({ status }: { status: string }) => status)).toEqual([
    'known',
    'known',
    'known',
    'known',
  ]);

  // Both jump hosts have changed: their keys are replaced before what is behind them is looked at.
  const known = readFileSync(at('state/known_hosts'), 'utf8');
  const wrong = parseHostKey(KEY).getPublicSSH().toString('base64');
  writeFileSync(
    at('state/known_hosts'),
    known.replaceAll(/^(\[127\.0\.0\.1\]:\d+) ssh-\S+ \S+$/gm, `$1 ssh-ed25519 ${wrong}`),
  );
  const replaced = await netrun(['trust', '-i', writeInventory(inventory), '--replace', '--yes'], { env });
  expect(replaced.stdout).toMatch(/^jump host 127\.0\.0\.1 .* replaced .*\n.*\nleft .* known /m);
  expect(replaced.code).toBe(0);
  expect(readFileSync(at('state/known_hosts'), 'utf8').split('\n').toSorted()).toEqual(
    known.split('\n').toSorted(),
  );
});

function writeInventory(text: string): string {
  writeFileSync(at('inventory.yaml'), text, { mode: 0o600 });
  return at('inventory.yaml');
}

test('keys in the inventory are the only ones that are right, and are not stored', async () => {
  await using lab = await ourLab();
  const [device] = lab.devices;
  const right = await netrun(['show clock'], { inventory: inventoryOf(device, { host_keys: print(KEY) }) });
  expect(right.stderr).toMatch(/^1 device: 1 ok/);
  expect(() => readFileSync(at('state/known_hosts'))).toThrow('ENOENT');
  const wrong = await netrun(['-o', 'json', 'show clock'], {
    inventory: inventoryOf(device, { host_keys: [print(OTHER_KEY)] }),
  });
  expect(failureOf(wrong)).toMatchObject({
    kind: 'host-key',
    message: `it shows the host key ssh-ed25519 ${print(KEY)}, and the inventory says ${print(OTHER_KEY)}`,
  });
});

test.each([
  ['yes', 'failed'],
  ['no', 'ok'],
  ['accept-new', 'ok'],
  ['ask', 'ok'],
])('StrictHostKeyChecking %s in an ssh_config counts, and no never means unchecked', async (word, status) => {
  await using lab = await ourLab();
  writeFileSync(at('config'), `Host *\n  StrictHostKeyChecking ${word}\n`);
  const run = await netrun(['-F', at('config'), '-o', 'json', 'show clock'], {
    inventory: inventoryOf(lab.devices[0]),
  });
  expect(JSON.parse(run.stdout).results[0].status).toBe(status);
  if (status === 'ok') expect(readFileSync(at('state/known_hosts'), 'utf8')).toContain('ssh-ed25519');
  expect(run.stderr).not.toContain('not checked');
});

test('UserKnownHostsFile and HostKeyAlias in an ssh_config count', async () => {
  await using lab = await ourLab();
  const known = parseHostKey(KEY).getPublicSSH().toString('base64');
  writeFileSync(at('known'), `switch-one ssh-ed25519 ${known}\n`);
  const lines = [
    'Host *',
    'HostKeyAlias switch-one',
    `UserKnownHostsFile ${at('known')}`,
    'StrictHostKeyChecking yes',
  ];
  writeFileSync(at('config'), `${lines.join('\n  ')}\n`);
  const run = await netrun(['-F', at('config'), 'show clock'], { inventory: inventoryOf(lab.devices[0]) });
  expect(run.stderr).toMatch(/^1 device: 1 ok/);
});

test('a file of known hosts that cannot be read ends a run with 2, before anything is contacted', async () => {
  const run = await netrun(['--known-hosts', temporary.path, 'show clock'], {
    inventory: '- {host: 192.0.2.1, device_type: linux, username: u, password: p}\n',
  });
  expect(run.code).toBe(2);
  expect(run.stderr).toMatch(/the known host keys cannot be read: .*; --known-hosts names another file/);
});

/** A port of 127.0.0.1 that nobody has had a moment ago. */
async function freePort(): Promise<number> {
  const lab = await ourLab();
  await lab.close();
  return lab.devices[0]?.port ?? 0;
}
