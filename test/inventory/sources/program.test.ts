import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LoadOptions, loadInventory } from '../../../src/inventory/load.ts';
import { rejectionOf } from '../problems-of.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netrun-program-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function program(script: string, { mode = 0o755, head = '#!/bin/sh\n' } = {}): Promise<string> {
  const file = join(folder, 'inventory');
  await writeFile(file, head + script);
  await chmod(file, mode);
  return file;
}

const load = (
  file: string,
  changes: Partial<NonNullable<LoadOptions['source']>> = {},
  rest: LoadOptions = {},
) =>
  loadInventory(file, {
    ...rest,
    source: {
      programs: { PATH: process.env.PATH, SHOWN: 'shown' },
      uid: userInfo().uid,
      commands: 'local-files',
      stateFolder: join(folder, 'state'),
      readStdin: () => Promise.resolve(''),
      ...changes,
    },
  });

const YAML =
  'cat <<END\nsome:\n- {ip: h1, device_type: linux}\n- {ip: h2, device_type: linux, site: $SHOWN}\nEND\n';

describe('a program that is an inventory', () => {
  it('is run, and its output read in whatever format it is', async () => {
    const { devices, isLocal } = await load(await program(YAML));
    expect(devices).toMatchObject([
      { host: 'h1' },
      { host: 'h2', groups: ['some'], variables: { site: 'shown' } },
    ]);
    expect(isLocal).toBe(false);
    expect((await load(await program('echo a.example; echo b.example'))).devices).toMatchObject([
      { host: 'a.example' },
      { host: 'b.example' },
    ]);
  });

  it('gets --list, and is run without where it does not take that', async () => {
    const one = 'echo "- {ip: $1, device_type: linux, n: $#}"';
    expect((await load(await program(one))).devices).toMatchObject([
      { host: '--list', variables: { n: '1' } },
    ]);
    const picky = `[ $# = 0 ] || { echo "usage: inventory" >&2; exit 2; }\necho "- {ip: h, device_type: linux}"`;
    expect((await load(await program(picky))).devices).toMatchObject([{ host: 'h' }]);
  });

  it.each([
    ['without the x bit', { mode: 0o644 }],
    ['without #! or what programs begin with', { head: '# no program\n' }],
  ])('is read as a file %s', async (_, how) => {
    expect(await rejectionOf(load(await program('- {ip: h}', how)))).toMatch(
      /inventory:2:3: this device has no/,
    );
  });

  it.each([
    ['exit 3', /inventory: this program gave no inventory: it ended with code 3$/],
    ['echo "no API" >&2; exit 1', /gave no inventory: it ended with code 1: no API$/],
    [
      '[ $# = 0 ] && kill -9 $$; exit 4',
      /with --list it ended with code 4; without it was ended by SIGKILL$/,
    ],
    ['true', /inventory: this program printed nothing$/],
    ['echo "a: {"', /^output of .*inventory:\d+:\d+: a \[ or \{ is opened/],
  ])('that does %j is told of', async (script, expected) => {
    expect(await rejectionOf(load(await program(script)))).toMatch(expected);
  });

  it('whose interpreter is missing is told of', async () => {
    const file = await program('', { head: '#!/no/such/interpreter\n' });
    expect(await rejectionOf(load(file))).toMatch(
      /gave no inventory: it, or what its first line names, was not found/,
    );
  });

  it('that others can write is run only where that is allowed', async () => {
    const file = await program(YAML, { mode: 0o777 });
    expect(await rejectionOf(load(file))).toBe(
      `${file}: this program is not run, since it can be written by others; chmod go-w ${file}; --allow-commands-from-inventory runs it all the same`,
    );
    expect((await load(file, { commands: 'anywhere' })).devices).toHaveLength(2);
  });

  it('that gives far fewer devices than the last time is told of', async () => {
    const of = (count: number) => `i=0; while [ $i -lt ${count} ]; do echo "h$i.example"; i=$((i+1)); done`;
    expect((await load(await program(of(10)))).warnings).toEqual([]);
    expect((await load(await program(of(8)))).warnings).toEqual([]);
    expect((await load(await program(of(6)))).warnings).toEqual([
      'the inventory has shrunk from 8 devices to 6 since the last run',
    ]);
  });
});

it('What an inventory script of Ansible prints is read, and a host with a template that nobody can fill is skipped', async () => {
  const listing = {
    core: { hosts: ['r1', 'r2'], vars: { ansible_network_os: 'cisco.ios.ios', ansible_user: 'ops' } },
    edge: ['r3'],
    _meta: {
      hostvars: {
        r1: { ansible_host: '192.0.2.1', site: 'kyiv' },
        r2: { ansible_host: '{{ lookup("x") }}' },
        r3: { ansible_host: '192.0.2.3', ansible_network_os: 'junos' },
      },
    },
  };
  const { devices } = await load(
    await program(`[ "$*" = --list ] || exit 2\ncat <<'END'\n${JSON.stringify(listing)}\nEND\n`),
  );
  expect(devices).toMatchObject([
    { name: 'r1', host: '192.0.2.1', platform: 'cisco_ios', username: 'ops', groups: ['core'] },
    { name: 'r2', platform: 'cisco_ios', skip: { skip: 'inventory' } },
    { name: 'r3', host: '192.0.2.3', platform: 'juniper_junos', groups: ['edge'] },
  ]);
  expect(devices[0]?.variables).toEqual({ site: 'kyiv' });
  expect(devices[1]?.skip?.notes).toEqual([
    expect.stringMatching(/^output of .*inventory:1:\d+: host \(ansible_host\) is a template/),
  ]);
});

describe('a row that is wrong', () => {
  const ROWS = `
routers:
- {name: r1, ip: h1, device_type: linux}
- {name: r2, ip: h2, device_type: cisco_oss, site: kyiv, port: nope, tags: core}
- {name: r3, device_type: linux}
- {ip: "a b", device_type: linux, password: [x]}
`;
  const stdin = { readStdin: () => Promise.resolve(ROWS) };

  it('from stdin is a device that is skipped, with what is known of it', async () => {
    const { devices, groups } = await load('-', stdin);
    expect(devices.map(({ name, host, platform, skip }) => [name, host, platform, skip?.skip])).toEqual([
      ['r1', 'h1', 'linux', undefined],
      ['r2', 'h2', 'autodetect', 'inventory'],
      ['r3', 'r3', 'linux', 'inventory'],
      ['a b', '(nameless)', 'linux', 'inventory'],
    ]);
    expect(devices[1]).toMatchObject({ variables: { site: 'kyiv' }, groups: ['routers', 'core'] });
    expect(devices[1]?.skip?.notes).toEqual([
      expect.stringMatching(/^stdin:4:\d+: unknown device type "cisco_oss"; did you mean cisco_ios/),
      expect.stringMatching(/^stdin:4:\d+: port "nope" is not a whole number/),
    ]);
    expect(groups.get('routers')).toEqual(['r1', 'r2', 'r3', 'a b']);
  });

  it('stops where that is wished, and always from a file', async () => {
    expect((await rejectionOf(load('-', stdin, { badRows: 'stop' }))).split('\n')).toHaveLength(5);
    const file = join(folder, 'd.yaml');
    await writeFile(file, ROWS);
    expect((await rejectionOf(load(file))).split('\n')).toHaveLength(5);
  });

  it.each([
    [
      'an item that is no mapping',
      '- {name: r1, ip: h1, device_type: linux}\n- {a: b}\n- oops\n',
      ['r1', '(nameless)', 'oops'],
    ],
    ['a word that is no host', 'h1.example\nh2 x\nh3.example\n', ['h1.example', 'h2 x', 'h3.example']],
    ['a line of CSV with too many cells', 'name,ip\nr1,h1\nr2,h2,x\nr3,h3\n', ['r1', 'r2', 'r3']],
  ])('may also be %s', async (_, text, names) => {
    const { devices } = await load('-', { readStdin: () => Promise.resolve(text) });
    expect(devices.map(({ name }) => name)).toEqual(names);
    expect(devices[0]?.skip).toBeUndefined();
    expect(devices[1]?.skip?.notes[0]).toMatch(/^stdin:\d:\d/);
  });

  it('is nothing beside a text that cannot be read at all', async () => {
    expect(await rejectionOf(load('-', { readStdin: () => Promise.resolve('a: {') }))).toMatch(
      /^stdin:\d+:\d+: /,
    );
    expect(await rejectionOf(load('-', { readStdin: () => Promise.resolve(' \n') }))).toBe(
      'stdin: there is no inventory in it',
    );
  });
});
