import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import type { LabDevice } from '../../src/lab/simulated-device.ts';
import { netrun } from '../integration/harness.ts';
import { playRecording } from '../inventory/sources/play-netbox.ts';
import { PROGRAM, start } from './program.ts';

/** Letters that every encoding writes differently. */
const random = () => `${randomBytes(9).toString('base64url')}"\\ü+/&`;
const RIGHT = { password: random(), secret: random() };
const WRONG = { password: random(), secret: random() };
const JUMP_PASSWORD = random();
const PASSPHRASE = random();
/** Of letters that a header of HTTP may have. */
const TOKEN = randomBytes(30).toString('base64url');
const SECRETS = [...Object.values(RIGHT), ...Object.values(WRONG), JUMP_PASSWORD, PASSPHRASE, TOKEN];

/** A secret as it might have been written. */
function formsOf(secret: string): readonly string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const bytes = Buffer.from(secret);
  return [
    secret,
    inJson,
    encodeURIComponent(secret),
    bytes.toString('hex'),
    // The ends of base64 depend on what stands around it.
    ...[0, 1, 2].map((shift) => bytes.subarray(shift).toString('base64').slice(2, -4)),
    secret.slice(0, 12),
  ];
}

function leaksIn(text: string): readonly string[] {
  return SECRETS.flatMap((secret) => formsOf(secret).filter((form) => text.includes(form)));
}

let lab: Lab;
let folder: string;
beforeAll(async () => {
  lab = await startLab({ devices: [{ ...RIGHT }, { ...RIGHT }, { ...RIGHT, platform: 'linux' }] });
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-secrets-'));
  await write(
    'devices.yaml',
    lab.devices.map((device) => entry(device, RIGHT)),
  );
  await write(
    'wrong-password.yaml',
    lab.devices.map((device) => entry(device, { ...RIGHT, password: WRONG.password })),
  );
  await write(
    'wrong-secret.yaml',
    lab.devices.map((device) => entry(device, { ...RIGHT, secret: WRONG.secret })),
  );
  await write(
    'dead.yaml',
    lab.devices.map((device) => entry({ ...device, port: 1 }, RIGHT)),
  );
  await write('broken.yaml', [
    ...lab.devices.map((device) => entry(device, RIGHT)),
    '- {ip: 192.0.2.1, devcie_type: x}',
  ]);
  await write('mapping.yaml', [
    `- {ip: 192.0.2.1, device_type: cisco_ios, password: {x: ${JSON.stringify(RIGHT.password)}}}`,
  ]);
  await write('open-quote.yaml', [
    `- {ip: 192.0.2.1, password: ${JSON.stringify(RIGHT.password)}, secret: "x`,
  ]);
  await write(
    'references.yaml',
    lab.devices.map((device) => entry(device, { password: `env:LAB_PASSWORD`, secret: 'file:secret.txt' })),
  );
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE },
  });
  await writeFile(path.join(folder, 'key.pem'), privateKey, { mode: 0o600 });
  for (const [name, passphrase] of [
    ['key.yaml', PASSPHRASE],
    ['wrong-passphrase.yaml', WRONG.secret],
  ] as const) {
    await write(
      name,
      lab.devices.map((device) => entry(device, { ...RIGHT, key_file: 'key.pem', passphrase })),
    );
  }
  const [gate] = lab.devices;
  await write(
    'jump.yaml',
    lab.devices.map((device) =>
      entry(device, { ...RIGHT, jump: `stranger@${gate?.host}:${gate?.port}`, host: '192.0.2.1' }),
    ),
  );
  await writeFile(path.join(folder, 'secret.txt'), `${RIGHT.secret}\n`, { mode: 0o600 });
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => rm(path.join(folder, 'state'), { recursive: true, force: true }));

function entry({ platform, ...device }: LabDevice, fields: Readonly<Record<string, string>>): string {
  return `- ${JSON.stringify({ device_type: platform, ...device, ...fields })}`;
}

async function write(name: string, lines: readonly string[]): Promise<void> {
  await writeFile(path.join(folder, name), `${lines.join('\n')}\n`, { mode: 0o600 });
}

/** What the test itself has written down. */
const OWN = /\.yaml$|^secret\.txt$|^key\.pem$/;

function written(): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !OWN.test(name));
  return files
    .map((name) => path.join(folder, name))
    .filter((file) => existsSync(file))
    .flatMap((file) => {
      try {
        return [readFileSync(file, 'utf8')];
      } catch {
        return []; // a folder
      }
    })
    .join('\n');
}

const env = () => ({
  NETRUN_STATE_DIR: path.join(folder, 'state'),
  LAB_PASSWORD: RIGHT.password,
  NETRUN_JUMP_PASSWORD: JUMP_PASSWORD,
  NETRUN_NETBOX_TOKEN: TOKEN,
});

const COMMANDS: readonly (readonly string[])[] = [
  ['-v', 'show clock'],
  ['-o', 'json', 'show foo'],
  [
    '-o',
    'pretty=p.txt',
    '-o',
    'ndjson=n.txt',
    '-o',
    'yaml=y.txt',
    '-o',
    'csv=c.txt',
    '-o',
    'junit',
    'show version',
  ],
  ['--output-dir', 'out', '-o', 'markdown', 'show privilege'],
  ['--executor', 'processes', '-q', 'show clock'],
  ['--executor', 'inline', '--progress', 'show clock'],
  ['--log-file', 'log.txt', '--metrics', 'metrics.prom', '-v', 'show clock'],
  ['--dry-run', 'show clock'],
  ['--dry-run', '-o', 'json', '-c', 'show clock', '-c', 'reload'],
  ['reload'],
  ['--timeout', '1', '--no-enable', 'show slow'],
];

async function check(inventory: string, args: readonly string[]) {
  const run = await netrun(['-i', inventory, ...args], { cwd: folder, env: env() });
  expect(leaksIn(run.stdout)).toEqual([]);
  expect(leaksIn(run.stderr)).toEqual([]);
  expect(leaksIn(written())).toEqual([]);
  return run;
}

describe('No secret is written anywhere', () => {
  test('by runs that go well', async () => {
    for (const args of COMMANDS) await check('devices.yaml', args);
    expect((await netrun(['-l', 'platform=cisco_ios', 'show clock'], { cwd: folder, env: env() })).code).toBe(
      0,
    );
  });

  test.each([
    'wrong-password.yaml',
    'wrong-secret.yaml',
    'dead.yaml',
    'references.yaml',
    'key.yaml',
    'wrong-passphrase.yaml',
    'jump.yaml',
  ])('by runs with %s', async (inventory) => {
    for (const args of COMMANDS.slice(0, 4)) await check(inventory, args);
    await check(inventory, ['--log-file', 'log.txt', '--metrics', 'metrics.prom', '-v', 'show clock']);
  });

  test('by a jump host that rejects a password, and it was shown', async () => {
    const before = lab.counters.loginsRejected;
    const run = await check('jump.yaml', ['-v', 'show clock']);
    expect(run.stderr).toMatch(/jump host .* rejected/);
    expect(lab.counters.loginsRejected).toBeGreaterThan(before);
  });

  test('by a NetBox, by its copy, and by what is said where there is none', async () => {
    const origin = await (async () => {
      await using netbox = await playRecording();
      const run = await check(`netbox+${netbox.origin}/`, ['--dry-run', '-u', 'me', '-v', 'show clock']);
      expect(run.code).toBe(0);
      expect(netbox.requests[0]?.authorization).toBe(`Token ${TOKEN}`);
      return netbox.origin;
    })();
    await check(`netbox+${origin}/`, ['--dry-run', '-u', 'me', '-v', 'show clock']);
    await check(`netbox+${origin}/?site=other`, ['--dry-run', '-u', 'me', '-v', 'show clock']);
  });

  test.each(['broken.yaml', 'mapping.yaml', 'open-quote.yaml'])(
    'by the words about %s',
    async (inventory) => {
      expect((await check(inventory, ['show clock'])).code).toBe(2);
    },
  );

  test.each([
    [['inventory']],
    [['inventory', '-o', 'json']],
    [['inventory', '-i', 'references.yaml']],
    [['trust']],
    [['trust', '--scan', '-o', 'json']],
    [['last', '-o', 'json']],
    [['--rerun', 'failed', '-v']],
    [['config']],
    [['completion', 'words', '--', '-l', '']],
    [['platforms', 'cisco_ios']],
  ])('by netrun %j', async (args) => {
    await netrun(['-i', 'wrong-password.yaml', 'show clock'], { cwd: folder, env: env() });
    const run = await netrun(args, { cwd: folder, env: env() });
    expect(leaksIn(run.stdout + run.stderr + written())).toEqual([]);
  });

  test.skipIf(!existsSync('/proc/self/environ'))(
    'into the arguments or the environment of a child process',
    async () => {
      await using program = start(
        process.execPath,
        [PROGRAM, '-i', 'references.yaml', '--executor', 'processes', '-v', '--timeout', '5', 'show slow'],
        { cwd: folder, env: { ...env(), PATH: process.env.PATH ?? '', HOME: folder } },
      );
      await program.until('stderr', /command/);
      const children = childrenOf(program.process.pid ?? 0);
      expect(children.length).toBeGreaterThan(0);
      for (const pid of children) {
        const seen =
          readFileSync(`/proc/${pid}/environ`, 'utf8') + readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        expect(leaksIn(seen)).toEqual([]);
      }
    },
  );
});

function childrenOf(pid: number): readonly string[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
}

test('A secret that is written is found, in every form', () => {
  const [secret = ''] = SECRETS;
  expect(leaksIn(JSON.stringify({ secret }))).not.toEqual([]);
  expect(leaksIn(Buffer.from(`user:${secret}@`).toString('base64'))).not.toEqual([]);
  expect(leaksIn(`https://u:${encodeURIComponent(secret)}@h`)).not.toEqual([]);
  expect(leaksIn('nothing')).toEqual([]);
});
