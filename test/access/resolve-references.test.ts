import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ReferenceContext,
  resolveReferences,
  secretVariables,
} from '../../src/access/resolve-references.ts';
import type { Inventory } from '../../src/inventory/inventory.ts';
import type { InventoryDevice } from '../../src/model/device.ts';
import { devicesOf } from '../inventory/devices-of.ts';
import { rejectionOf } from '../inventory/problems-of.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netrun-references-'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, text: string, mode = 0o600) => writeFile(join(folder, name), text, { mode });

/** An inventory as a file of this folder; its text is there too. */
async function inventoryOf(text: string): Promise<Inventory> {
  await write('d.yaml', text);
  return devicesOf(text, join(folder, 'd.yaml'));
}

function contextOf(inventory: Inventory, changes: Partial<ReferenceContext> = {}): ReferenceContext {
  return {
    variables: { NET_USER: 'ops', NET_PASS: 'from-env', LINES: 'a\nb', HOME: folder },
    programs: { PATH: process.env.PATH },
    uid: userInfo().uid,
    commands: 'local-files',
    unused: new Set(),
    placeOf: (device, key) => inventory.origins(device).get(key),
    ask: undefined,
    ...changes,
  };
}

async function resolved(text: string, changes: Partial<ReferenceContext> = {}) {
  const inventory = await inventoryOf(text);
  return resolveReferences(inventory.devices, contextOf(inventory, changes));
}

const one = (entry: string) => `- {name: r1, ip: h, device_type: linux, ${entry}}\n`;

describe('references', () => {
  it('become what they refer to, in everything that a login needs', async () => {
    await write('pass.txt', 'from-file\r\nnot this\n');
    const { devices, notes } = await resolved(`
- name: r1
  ip: h
  device_type: linux
  username: \${NET_USER}-x
  password: env:NET_PASS
  secret: file:pass.txt
  passphrase: "cmd:printf 'from cmd\\\\nnot this'"
  key_file: ["\${HOME}/id", plain]
  answers: {confirm: literal:env:y, password: env:NET_PASS}
`);
    expect(devices).toMatchObject([
      {
        username: 'ops-x',
        password: 'from-env',
        secret: 'from-file',
        login: { passphrase: 'from cmd', keyFiles: [`${folder}/id`, 'plain'] },
        answers: [{ text: 'env:y' }, { text: 'from-env' }],
      },
    ]);
    expect(notes).toEqual([]);
  });

  it('are left alone where there are none', async () => {
    const inventory = await inventoryOf(one('username: u, password: p'));
    const { devices } = await resolveReferences(inventory.devices, contextOf(inventory));
    expect(devices).toBe(inventory.devices);
  });

  it('are looked up once each, whatever the number of devices', async () => {
    const entries = Array.from({ length: 20 }, (_, n) => `- {name: r${n}, ip: h${n}, device_type: linux, `);
    const count = join(folder, 'count');
    const { devices } = await resolved(
      entries.map((entry, n) => `${entry}password: "cmd:echo ${n % 2} | tee -a ${count}"}\n`).join(''),
    );
    expect(devices.map(({ password }) => password)).toEqual(entries.map((_, n) => `${n % 2}`));
    expect((await readFile(count, 'utf8')).trim().split('\n').toSorted()).toEqual(['0', '1']);
  });

  it('are not looked up where the command line says it anyway', async () => {
    const { devices } = await resolved(one('username: env:NONE, password: env:NET_PASS'), {
      unused: new Set(['username']),
    });
    expect(devices).toMatchObject([{ username: 'env:NONE', password: 'from-env' }]);
  });

  it('are asked for once, by their question or by what they are for', async () => {
    const asked: string[] = [];
    const { devices, typed } = await resolved(
      '- {name: r1, ip: h, device_type: linux, password: "ask:", secret: "ask:Enable of the core"}\n' +
        '- {name: r2, ip: i, device_type: linux, password: "ask:", secret: "ask:"}\n',
      {
        ask: async (question) => {
          asked.push(question);
          return `typed ${asked.length}`;
        },
      },
    );
    expect(asked).toEqual(['Password', 'Enable of the core', 'Secret']);
    expect([...typed]).toEqual(['typed 1', 'typed 2', 'typed 3']);
    expect(devices).toMatchObject([
      { password: 'typed 1', secret: 'typed 2' },
      { password: 'typed 1', secret: 'typed 3' },
    ]);
  });

  it('to files are read beside the inventory that names them, or at home', async () => {
    await mkdir(join(folder, 'sub'));
    await write('sub/p', 'beside');
    await write('q', 'at home');
    const text = one('password: "file:p", secret: "file:~/q"');
    await write('sub/d.yaml', text);
    const inventory = devicesOf(text, join(folder, 'sub/d.yaml'));
    const { devices } = await resolveReferences(inventory.devices, contextOf(inventory));
    expect(devices).toMatchObject([{ password: 'beside', secret: 'at home' }]);
  });

  it('to files that others can read are told of', async () => {
    await write('p', 'x', 0o644);
    const { notes } = await resolved(one('password: "file:p"'));
    expect(notes).toEqual([expect.stringMatching(/p holds a secret, and others can read it; chmod 600 /)]);
  });

  it('name the environment variables that hold secrets', async () => {
    const { devices } = await inventoryOf(
      `${one('password: env:A, username: "x${B}$${C}"')}${one('secret: env:A, site: env:D, passphrase: "${E}"')}`,
    );
    expect(secretVariables(devices)).toEqual(['B', 'A', 'E']);
  });

  it('do not reach the programs that are run', async () => {
    const { devices } = await resolved(one('username: env:NET_PASS, password: "cmd:echo [$NET_PASS]"'));
    expect(devices).toMatchObject([{ username: 'from-env', password: '[]' }]);
  });
});

describe('a keyring', () => {
  const tools = async (scripts: Record<string, string>) => {
    const bin = join(folder, 'bin');
    await mkdir(bin);
    for (const [name, script] of Object.entries(scripts)) {
      await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    return { programs: { PATH: `relative:${bin}` } };
  };
  const ENTRY = one('password: keyring:net/admin');

  it.each([
    ['security', '[ "$*" = "find-generic-password -s net -a admin -w" ] && echo s3'],
    ['secret-tool', '[ "$*" = "lookup service net username admin" ] && printf s3'],
    ['secret-tool', '[ "$*" = "lookup service net account admin" ] && printf s3'],
    ['pass', '[ "$*" = "show net/admin" ] && printf "s3\\nlogin: admin\\n"'],
  ])('is asked by %s', async (name, script) => {
    expect((await resolved(ENTRY, await tools({ [name]: script }))).devices).toMatchObject([
      { password: 's3' },
    ]);
  });

  it('that does not know it makes way for the next', async () => {
    const { devices } = await resolved(ENTRY, await tools({ 'secret-tool': 'exit 1', pass: 'echo s3' }));
    expect(devices).toMatchObject([{ password: 's3' }]);
  });

  it('that nobody can ask is told of', async () => {
    expect(await rejectionOf(resolved(ENTRY, { programs: { PATH: join(folder, 'empty') } }))).toMatch(
      /d\.yaml:1:\d+: password: keyring:net\/admin: none of security, secret-tool, pass is on the PATH to ask$/,
    );
  });

  it('that fails says why', async () => {
    const programs = await tools({
      pass: 'echo "Error: net/admin is not in the password store." >&2; exit 1',
    });
    expect(await rejectionOf(resolved(ENTRY, programs))).toMatch(
      /no keyring has it \(pass: it ended with code 1: Error: net\/admin is not in the password store\.\)$/,
    );
  });
});

describe('a reference that cannot be had', () => {
  it.each([
    ['password: env:NONE', /:1:\d+: password: env:NONE: this environment variable is not set, or empty$/],
    ['password: env:LINES', /env:LINES: the value has more than one line$/],
    ['password: "se${NONE}cret"', /password: \$\{NONE\}: NONE is not set in the environment.*write \$\$\{/],
    ['secret: file:none', /secret: file:none: there is no file .*none$/],
    ['secret: file:.', /is a directory$/],
    ['secret: file:empty', /file:empty: its first line is empty$/],
    ['password: "cmd:echo no >&2; exit 3"', /cmd:echo no >&2; exit 3: it ended with code 3: no$/],
    ['password: "cmd:true"', /cmd:true: its first line is empty$/],
    ['password: "cmd:kill -9 $$"', /it was ended by SIGKILL$/],
    ['password: "ask:Which?"', /:1:\d+: password: ask:Which\?: there is no terminal to ask on$/],
    ['password: "keyring:s3cret"', /password: after keyring: stand a service .*; write literal: before it/],
  ])('%s', async (entry, expected) => {
    await write('empty', '\nx');
    const said = await rejectionOf(resolved(one(entry)));
    expect(said).toMatch(expected);
    expect(said).not.toMatch(/se\$|s3cret/);
  });

  it('is told with all others, and nothing is asked then', async () => {
    const said = await rejectionOf(resolved(one('username: "ask:", password: env:NONE, secret: file:none')));
    expect(said.split('\n')).toHaveLength(2);
  });
});

describe('commands in an inventory', () => {
  const CMD = one('password: "cmd:echo x"');

  it('are not run from a file that others can write, unless it is allowed', async () => {
    const inventory = await inventoryOf(CMD);
    const file = join(folder, 'd.yaml');
    await chmod(file, 0o666);
    const said = await rejectionOf(resolveReferences(inventory.devices, contextOf(inventory)));
    expect(said).toBe(
      `${file}:1:41: a command (cmd:) is not run, since this inventory can be written by others; chmod go-w ${file}; --allow-commands-from-inventory runs it all the same`,
    );
    const { devices } = await resolveReferences(
      inventory.devices,
      contextOf(inventory, { commands: 'anywhere' }),
    );
    expect(devices).toMatchObject([{ password: 'x' }]);
  });

  it('are not run from what is no file of the user', async () => {
    const inventory: Inventory = devicesOf(CMD, 'stdin');
    const none = contextOf(inventory, { commands: 'none' });
    expect(await rejectionOf(resolveReferences(inventory.devices, none))).toMatch(
      /^stdin:1:41: a command \(cmd:\) is not run, since this inventory does not come from a file of your own/,
    );
  });

  it('of devices that are not chosen do not matter', async () => {
    const inventory = devicesOf(`${CMD}${one('password: x')}`, 'stdin');
    const last: readonly InventoryDevice[] = inventory.devices.slice(1);
    const { devices } = await resolveReferences(last, contextOf(inventory, { commands: 'none' }));
    expect(devices).toMatchObject([{ password: 'x' }]);
  });
});
