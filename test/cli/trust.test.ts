import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import ssh2 from 'ssh2';
import { describe, expect, test } from 'vitest';
import { fingerprintOf, generateHostKey, parseHostKey } from '../../src/lab/host-key.ts';
import { startLab } from '../../src/lab/lab.ts';
import { netrun as runNetrun } from '../integration/harness.ts';
import { useFolder } from '../reporters/own-folder.ts';
import { expectNothingInternal, HAS_TERMINAL, onTerminal } from './program.ts';

const PASSWORD = 'Pa55-of-the-login';
const temporary = useFolder();
const at = (name: string) => path.join(temporary.path, name);
const KEY = generateHostKey();
const OTHER_KEY = generateHostKey();
const print = (key: string) => fingerprintOf(parseHostKey(key));
const line = (name: string, key: string) =>
  `${name} ssh-ed25519 ${parseHostKey(key).getPublicSSH().toString('base64')}\n`;
const stored = () => readFileSync(at('state/known_hosts'), 'utf8');

/** A server that counts who wants to log in. */
async function startServer(key: string, port = 0) {
  const seen = { authentications: 0 };
  const server = new ssh2.Server({ hostKeys: [key] }, (client) => {
    client.on('error', () => {});
    client.on('authentication', (context) => {
      seen.authentications++;
      context.reject();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    seen,
    port: (server.address() as AddressInfo).port, // it listens on TCP
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

const inventoryOf = (...ports: readonly number[]) =>
  ports
    .map(
      (port, index) =>
        `- {name: sw${index + 1}, host: 127.0.0.1, port: ${port}, device_type: linux, username: u, password: ${PASSWORD}}\n`,
    )
    .join('');

async function trust(args: readonly string[], ports: readonly number[]) {
  writeFileSync(at('devices.yaml'), inventoryOf(...ports), { mode: 0o600 });
  const run = await runNetrun(['trust', '-i', at('devices.yaml'), ...args], {
    env: { NETRUN_STATE_DIR: at('state') },
  });
  expectNothingInternal(run, [PASSWORD]);
  return run;
}

function know(...lines: readonly string[]): void {
  mkdirSync(at('state'), { recursive: true });
  writeFileSync(at('state/known_hosts'), lines.join(''));
}

describe('netrun trust', () => {
  test('shows which keys are known, and contacts nobody', async () => {
    know(line('[127.0.0.1]:1', KEY), line('@revoked [127.0.0.1]:1', OTHER_KEY));
    const run = await trust([], [1, 2]);
    expect(run.code).toBe(0);
    expect(run.stdout).toBe(
      [
        'sw1  [127.0.0.1]:1',
        `    known  ssh-ed25519 ${print(KEY)}  ${at('state/known_hosts')}:1`,
        `    revoked  ssh-ed25519 ${print(OTHER_KEY)}  ${at('state/known_hosts')}:2`,
        'sw2  [127.0.0.1]:2',
        '    no key is known',
        '',
      ].join('\n'),
    );
  });

  test('shows the same as JSON', async () => {
    know(line('[127.0.0.1]:1', KEY));
    const run = await trust(['-o', 'json', '-l', 'sw1'], [1, 2]);
    expect(JSON.parse(run.stdout)).toEqual([
      {
        device: 'sw1',
        name: '[127.0.0.1]:1',
        known: [{ type: 'ssh-ed25519', fingerprint: print(KEY), file: at('state/known_hosts'), line: 1 }],
      },
    ]);
  });

  test('--scan stores the keys of new devices without a login, and leaves changed ones alone', async () => {
    await using one = await startServer(KEY);
    await using two = await startServer(OTHER_KEY);
    const nobody = await startServer(KEY);
    await nobody[Symbol.asyncDispose]();
    const known = line(`[127.0.0.1]:${two.port}`, KEY);
    know(known);
    const run = await trust(['--scan'], [one.port, two.port, nobody.port]);
    expect(run.stdout).toBe(
      [
        `sw1  [127.0.0.1]:${one.port}  stored  ssh-ed25519 ${print(KEY)}`,
        `sw2  [127.0.0.1]:${two.port}  changed  ssh-ed25519 ${print(OTHER_KEY)}`,
        `    known  ssh-ed25519 ${print(KEY)}  ${at('state/known_hosts')}:1`,
        `sw3  [127.0.0.1]:${nobody.port}  failed  connection refused on port ${nobody.port}`,
        '',
      ].join('\n'),
    );
    expect(run.code).toBe(1);
    expect(stored()).toBe(known + line(`[127.0.0.1]:${one.port}`, KEY));
    expect(one.seen.authentications + two.seen.authentications).toBe(0);
    const again = await trust(['--scan', '-l', 'sw1'], [one.port, two.port]);
    expect(again.stdout).toMatch(/^sw1 .* {2}known {2}ssh-ed25519 SHA256:/);
    expect(again.code).toBe(0);
  });

  test('--replace takes the new key of a device that has changed, and shows both', async () => {
    await using one = await startServer(OTHER_KEY);
    const name = `[127.0.0.1]:${one.port}`;
    know(line('sw9', KEY), line(`sw8,${name}`, KEY), line(name, KEY));
    const run = await trust(['--replace', '--yes'], [one.port]);
    expect(run.stdout).toContain(`sw1  ${name}  replaced  ssh-ed25519 ${print(OTHER_KEY)}\n`);
    expect(run.stdout).toContain(`    known  ssh-ed25519 ${print(KEY)}  ${at('state/known_hosts')}:2\n`);
    expect(run.code).toBe(0);
    expect(stored()).toBe(line('sw9', KEY) + line('sw8', KEY) + line(name, OTHER_KEY));
    expect(one.seen.authentications).toBe(0);
  });

  test('--replace asks, and where there is nobody to ask ends with 2 and contacts nobody', async () => {
    await using one = await startServer(OTHER_KEY);
    know(line(`[127.0.0.1]:${one.port}`, KEY));
    const run = await trust(['--replace'], [one.port]);
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/no terminal to ask on: give --yes/);
    expect(stored()).toBe(line(`[127.0.0.1]:${one.port}`, KEY));
  });

  test('--replace never takes a key that is revoked, and warns of a pattern that lets the old one pass', async () => {
    await using one = await startServer(OTHER_KEY);
    await using two = await startServer(OTHER_KEY);
    const lines = [
      line(`[127.0.0.1]:${one.port}`, KEY),
      line(`@revoked [127.0.0.1]:${one.port}`, OTHER_KEY),
      line(`[127.0.0.1]:${String(two.port).slice(0, -1)}?,!sw1`, KEY),
    ];
    know(...lines);
    const run = await trust(['--replace', '--yes', '--scan'], [one.port, two.port]);
    expect(run.stdout).toMatch(/^sw1 .* refused .* is revoked: /);
    expect(run.stdout).toMatch(/^sw2 .* replaced /m);
    expect(run.stderr).toContain(`${at('state/known_hosts')}:3 has a pattern`);
    expect(run.code).toBe(1);
    expect(stored()).toBe(lines.join('') + line(`[127.0.0.1]:${two.port}`, OTHER_KEY));
  });

  test.skipIf(!HAS_TERMINAL).each([
    ['yes', OTHER_KEY, 0],
    ['no', KEY, 1],
    ['', KEY, 1],
  ])(
    '--replace shows both keys on a terminal, asks, and takes %j for what it is',
    async (answer, key, code) => {
      await using one = await startServer(OTHER_KEY);
      const name = `[127.0.0.1]:${one.port}`;
      know(line(name, KEY));
      writeFileSync(at('devices.yaml'), inventoryOf(one.port), { mode: 0o600 });
      await using program = onTerminal(['trust', '--replace', '-i', at('devices.yaml')], {
        NETRUN_STATE_DIR: at('state'),
      });
      await program.until('stdout', /Replace this host key\? Type yes: $/);
      expect(program.stdout).toContain(`changed  ssh-ed25519 ${print(OTHER_KEY)}`);
      expect(program.stdout).toContain(`known  ssh-ed25519 ${print(KEY)}`);
      program.process.stdin?.write(`${answer}\r`);
      expect((await program.ended).code).toBe(code);
      expect(stored()).toBe(line(name, key));
    },
  );
});

test('A wrong password of many jump hosts is shown to three of them', async () => {
  await using bastions = await startLab({ devices: 12, behaviour: { forwarding: 'carried' } });
  await using target = await startServer(KEY);
  const behind = {
    host: '127.0.0.1',
    port: target.port,
    device_type: 'linux',
    username: 'u',
    password: PASSWORD,
  };
  const devices = bastions.devices.map(({ port, username }, index) => ({
    ...behind,
    name: `sw${index + 1}`,
    jump: `${username}@127.0.0.1:${port}`,
  }));
  writeFileSync(at('devices.yaml'), devices.map((device) => `- ${JSON.stringify(device)}\n`).join(''));
  const scan = (password: string) =>
    runNetrun(['trust', '--scan', '-i', at('devices.yaml')], {
      env: { NETRUN_STATE_DIR: at('state'), NETRUN_JUMP_PASSWORD: password },
    });
  const refused = await scan(PASSWORD);
  expect(refused.code).toBe(1);
  expect(bastions.counters.loginsRejected).toBe(3);
  expect(refused.stdout.match(/^sw.*lockout-guard/gm)).toHaveLength(9);
  rmSync(at('state/rejections.json'));
  const { password = '' } = bastions.devices[0] ?? {};
  const taken = await scan(password);
  expect(taken.stdout.match(/^sw.* stored /gm)).toHaveLength(12);
});

test('A scan behind jump hosts wants to know nothing of the devices themselves', async () => {
  await using bastions = await startLab({ devices: 1, behaviour: { forwarding: 'carried' } });
  await using target = await startServer(KEY);
  const [{ port, username, password } = { port: 0, username: '', password: '' }] = bastions.devices;
  writeFileSync(
    at('devices.yaml'),
    `- {name: gate, host: 127.0.0.1, port: ${port}, device_type: linux, username: ${username}, password: env:GATE}
- {name: sw1, host: 127.0.0.1, port: ${target.port}, device_type: linux, jump: gate, password: env:NOT_SET}
- {name: sw2, host: 127.0.0.1, port: ${target.port}, device_type: linux, jump: gate, key_file: /no/such/key}
`,
  );
  const run = await runNetrun(['trust', '--scan', '-i', at('devices.yaml')], {
    env: { NETRUN_STATE_DIR: at('state'), GATE: password },
  });
  expect(run.stderr).toMatch(/^note: listed more than once[^\n]*\n$/);
  expect(run.stdout).toMatch(/^sw2 .* stored /m);
});
