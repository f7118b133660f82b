import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  collect,
  EXECUTORS,
  loadInventory,
  newDevice,
  newJob,
  openHostKeys,
  readyDevices,
  run,
  UsageError,
} from '../src/index.ts';
import { inventoryText } from '../src/lab/inventory-text.ts';
import { startLab } from '../src/lab/lab.ts';
import { useFolder } from './reporters/own-folder.ts';

const temporary = useFolder();
const SRC = path.join(import.meta.dirname, '../src');

/** Writes an inventory and reads it again. */
async function inventoryOf(text: string) {
  const file = path.join(temporary.path, 'devices.yaml');
  await writeFile(file, text, { mode: 0o600 });
  return loadInventory(file);
}

const NO_SSH_CONFIG = { sshConfig: 'none' };

describe('a program that has an inventory', () => {
  test('runs a command on the devices that it chooses', async () => {
    await using lab = await startLab({ devices: 3 });
    const inventory = await inventoryOf(inventoryText(lab.devices));
    const devices = await readyDevices(inventory, { ...NO_SSH_CONFIG, limit: ['R1', 'R3'] });
    await using executor = EXECUTORS.inline();

    const results = await collect(
      devices,
      run(devices, newJob(['show privilege', 'show clock']), { executor }),
    );

    expect(results.map(({ device, outcome }) => `${device.name} ${outcome.status}`)).toEqual([
      'R1 ok',
      'R3 ok',
    ]);
    expect(results[0]?.replies.map(({ command, output }) => [command, output])).toEqual([
      ['show privilege', 'Current privilege level is 15\n'],
      ['show clock', expect.stringContaining('UTC')],
    ]);
  });

  test('gives what the inventory leaves open', async () => {
    const inventory = await inventoryOf(
      'defaults: {device_type: cisco_ios}\nall:\n  - {name: a, ip: 192.0.2.1}\n  - {name: b, ip: 192.0.2.2, username: bob, password: "env:PW_B"}\n',
    );
    const devices = await readyDevices(inventory, {
      ...NO_SSH_CONFIG,
      username: 'admin',
      password: 'pw',
      secret: 'more',
      env: { PW_B: 'of-b' },
    });

    expect(devices.map(({ username, password, secret, port }) => [username, password, secret, port])).toEqual(
      [
        ['admin', 'pw', 'more', 22],
        ['bob', 'of-b', 'more', 22],
      ],
    );
  });

  test('hears of all that is missing at once', async () => {
    const inventory = await inventoryOf(
      'all:\n  - {device_type: cisco_ios, name: a, ip: 192.0.2.1}\n  - {device_type: cisco_ios, name: b, ip: 192.0.2.2, username: bob}\n',
    );
    const ready = readyDevices(inventory, NO_SSH_CONFIG);

    await expect(ready).rejects.toThrow(UsageError);
    await expect(ready).rejects.toThrow(
      'no user name for a\nno password for a, nor a key\nno password for b, nor a key',
    );
  });

  test('is not made to run commands by it', async () => {
    const login = 'device_type: cisco_ios, username: u';
    const proxied = await inventoryOf(
      `- {${login}, password: p, name: a, ip: 192.0.2.1, proxy_command: nc %h %p}\n`,
    );
    await expect(readyDevices(proxied, NO_SSH_CONFIG)).rejects.toThrow(
      /devices\.yaml:1:\d+: proxy_command of a is not run/,
    );
    const referring = await inventoryOf(`- {${login}, name: a, ip: 192.0.2.1, password: "cmd:echo pw"}\n`);
    await expect(readyDevices(referring, NO_SSH_CONFIG)).rejects.toThrow(UsageError);
    const allowed = await readyDevices(referring, {
      ...NO_SSH_CONFIG,
      env: process.env,
      commands: 'anywhere',
    });
    expect(allowed[0]?.password).toBe('pw');
  });

  test('has devices left out that are disabled', async () => {
    const inventory = await inventoryOf(
      'defaults: {device_type: cisco_ios, username: u, password: p}\nall:\n  - {name: a, ip: 192.0.2.1, disabled: true}\n  - {name: b, ip: 192.0.2.2}\n',
    );
    const devices = await readyDevices(inventory, NO_SSH_CONFIG);
    expect(devices.map(({ name }) => name)).toEqual(['b']);
  });

  test('has the host keys checked that the inventory names', async () => {
    await using lab = await startLab({ devices: 1 });
    const wrong = inventoryText(lab.devices).replace(
      /host_keys: .*/,
      `host_keys: "SHA256:${'A'.repeat(43)}"`,
    );
    const keys = openHostKeys({ own: path.join(temporary.path, 'known_hosts'), user: [], system: [] });
    const devices = await readyDevices(await inventoryOf(wrong), { ...NO_SSH_CONFIG, hostKeys: keys });
    await using executor = EXECUTORS.inline();

    const [result] = await collect(
      devices,
      run(devices, newJob('show clock'), { executor, answerers: keys.answerers(devices) }),
    );

    expect(result?.outcome).toMatchObject({ status: 'failed', failure: { kind: 'host-key' } });
  });
});

describe('a program without an inventory', () => {
  test('says what it knows of a device, and the rest is as usual', async () => {
    await using lab = await startLab({ devices: 1 });
    const devices = lab.devices.map(({ host, port, username, password }) =>
      newDevice({ host, port, platform: 'cisco_ios', username, password }),
    );
    await using executor = EXECUTORS.inline();

    const [result] = await collect(devices, run(devices, newJob('show privilege'), { executor }));

    expect(result?.device.name).toBe('127.0.0.1');
    expect(result?.replies[0]?.output).toBe('Current privilege level is 1\n');
  });
});

describe('a wrong password', () => {
  test.each([
    { limits: {}, ends: { failed: 3, skipped: 3 } },
    { limits: { maxAuthFailures: 1 }, ends: { failed: 1, skipped: 5 } },
    { limits: { maxAuthFailures: 0 }, ends: { failed: 6 } },
  ])('is seen by as many devices as $limits lets it be: $ends', async ({ limits, ends }) => {
    await using lab = await startLab({ devices: 6 });
    const devices = lab.devices.map(({ host, port, username }) =>
      newDevice({ host, port, platform: 'cisco_ios', username, password: 'wrong' }),
    );
    await using executor = EXECUTORS.inline();
    const results = await collect(devices, run(devices, newJob('show clock'), { executor, ...limits }));
    const seen: Record<string, number> = {};
    for (const { outcome } of results) seen[outcome.status] = (seen[outcome.status] ?? 0) + 1;
    expect(seen).toEqual(ends);
  });
});

test('who hears of wrong passwords in a program keeps nobody from holding them back', async () => {
  await using lab = await startLab({ devices: 6 });
  const devices = lab.devices.map(({ host, port, username }) =>
    newDevice({ host, port, platform: 'cisco_ios', username, password: 'wrong' }),
  );
  await using executor = EXECUTORS.inline();
  const heard: string[] = [];
  const answerers = { authenticated: ({ result }: { result: string }) => void heard.push(result) };
  await collect(devices, run(devices, newJob('show clock'), { executor, answerers }));
  expect(heard).toEqual(['rejected', 'rejected', 'rejected']);
  expect(lab.counters.loginsRejected).toBe(3);
});

test('a device whose time is over on the way to a jump host takes the way from nobody else', async () => {
  await using lab = await startLab({
    devices: [{ behaviour: { forwarding: 'carried', rttMs: 150 } }, {}, {}],
  });
  const [gate, ...behind] = lab.devices.map(({ host, port, username, password }) =>
    newDevice({ host, port, platform: 'cisco_ios', username, password }),
  );
  if (!gate) throw new Error('there is no jump host');
  const route = { type: 'jump', server: gate, connection: 0 } as const;
  const devices = behind.map((device) => ({ ...device, ssh: { ...device.ssh, route } }));
  await using executor = EXECUTORS.inline();
  // Long before the login at the jump host can be over.
  const deadlines = [{ deviceMs: 100 }, {}];
  const results = await collect(
    devices,
    run(devices, (_device, index) => newJob('show clock', { deadlines: deadlines[index] ?? {} }), {
      executor,
    }),
  );
  expect(results.map(({ outcome }) => outcome)).toMatchObject([
    { status: 'failed', failure: { kind: 'timeout', message: 'the device was not done within 0.1 s' } },
    { status: 'ok' },
  ]);
});

test('a reader who leaves the loop has ended the sessions', async () => {
  await using lab = await startLab({ devices: 5, behaviour: { rttMs: 20 } });
  const devices = lab.devices.map(({ host, port, username, password }) =>
    newDevice({ host, port, platform: 'cisco_ios', username, password }),
  );
  await using executor = EXECUTORS.inline();
  for await (const event of run(devices, newJob('show slow'), { executor })) {
    if (event.type === 'stage' && event.stage === 'command') break;
  }
  await expect.poll(() => lab.counters.sessionsOpen).toBe(0);
});

test('a device can be examined as netrun doctor does it', async () => {
  await using lab = await startLab({ devices: 1 });
  const devices = lab.devices.map(({ host, port, username, password }) =>
    newDevice({ host, port, platform: 'cisco_ios', username, password }),
  );
  await using executor = EXECUTORS.inline();
  const [result] = await collect(devices, run(devices, newJob([], { examine: 'all' }), { executor }));
  expect(result?.outcome.status).toBe('ok');
  expect(result?.outcome.examination?.at(0)).toMatchObject({ step: 'connect', address: '127.0.0.1' });
  expect(result?.outcome.examination?.at(-1)).toMatchObject({
    step: 'paging',
    command: 'terminal length 0',
  });
});

test('what the library has says what it is, where editors show it', async () => {
  for (const { name, file } of await exportsOfIndex()) {
    const code = await readFile(path.join(SRC, file), 'utf8');
    const declaration = new RegExp(
      `\\*/\\nexport (?:async )?(?:type|interface|function\\*?|const|class) ${name}\\b`,
    );
    expect(code, name).toMatch(declaration);
  }
});

test('the manual of the library names all that it has', async () => {
  const page = await readFile(path.join(import.meta.dirname, '../docs/library.md'), 'utf8');
  const all = await exportsOfIndex();
  expect(all.length).toBeGreaterThan(30);
  for (const { name } of all) expect(page).toContain(`\`${name}`);
});

async function exportsOfIndex(): Promise<readonly { readonly name: string; readonly file: string }[]> {
  const index = await readFile(path.join(SRC, 'index.ts'), 'utf8');
  return [...index.matchAll(/^export (?:type )?\{([^}]*)\} from '([^']+)'/gm)].flatMap(
    ([, list = '', file = '']) =>
      list.split(',').map((name) => ({ name: name.trim().replace(/^type /, ''), file })),
  );
}
