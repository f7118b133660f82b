import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSshConfig, type SshConfigOptions } from '../../src/access/ssh-config.ts';

const LOCAL_USER = userInfo().username;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'netrun-ssh-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

function lookUp(text: string, host: string, user?: string): SshConfigOptions {
  const file = { path: write('config', text), folder, home: folder };
  return readSshConfig([file], { localUser: LOCAL_USER }).lookUp(host, user);
}

describe('of each keyword the first value counts', () => {
  test('in the order of the file, whatever block it stands in', () => {
    const text = 'Host r1\n  Port 2201\nHost r*\n  Port 2202\n  User netops\nHost *\n  User other\n';
    expect(lookUp(text, 'r1')).toMatchObject({ port: 2201, user: 'netops' });
    expect(lookUp(text, 'r2')).toMatchObject({ port: 2202, user: 'netops' });
    expect(lookUp(text, 'sw')).toEqual({ hostName: 'sw', user: 'other', identityFiles: [], algorithms: {} });
  });

  test('a user who is known already goes before the file, and counts for Match user', () => {
    const text = 'Match user admin\n  Port 2222\nHost *\n  User netops\n';
    expect(lookUp(text, 'r1', 'admin')).toMatchObject({ user: 'admin', port: 2222 });
    expect(lookUp(text, 'r1').port).toBeUndefined();
  });
});

test('a Match exec runs nothing and matches nothing unless that is asked for', () => {
  const text = 'Match exec "touch ran"\n  Port 2222\nHost *\n  Port 2223\n';
  expect(lookUp(text, 'r1').port).toBe(2223);
  const file = { path: write('exec', text), folder, home: folder };
  const ran: string[] = [];
  const exec = (command: string) => ran.push(command) > 0;
  expect(readSshConfig([file], { localUser: LOCAL_USER, exec }).lookUp('r1').port).toBe(2222);
  expect(ran).toEqual(['touch ran']);
});

test('what is wrong is told all at once, with its file and line', () => {
  const included = write('conf.d/bad', 'StrictHostKeyChecking maybe\n');
  const file = write('bad', 'Host r1\n  Port many\nInclude conf.d/bad\nIdentitiesOnly 7\nNotAnOption x\n');
  expect(() => readSshConfig([{ path: file, folder, home: folder }], { localUser: LOCAL_USER })).toThrowError(
    expect.objectContaining({
      problems: [
        expect.objectContaining({ file, line: 2, message: expect.stringContaining('"many" is no port') }),
        expect.objectContaining({ file: included, line: 1, message: expect.stringContaining('"maybe"') }),
        expect.objectContaining({ file, line: 4, message: expect.stringContaining('"7"') }),
      ],
    }),
  );
});

test('a file that is not there says nothing', () => {
  const file = { path: path.join(folder, 'absent'), folder, home: folder };
  expect(readSshConfig([file], { localUser: LOCAL_USER }).lookUp('r1')).toEqual({
    hostName: 'r1',
    identityFiles: [],
    algorithms: {},
  });
});

test('the hosts that a file names are told without its patterns', () => {
  write('conf.d/more', 'Host r3\n');
  const file = write('hosts', 'Host r1 r2 *.example.net !r9\nInclude conf.d/more\nMatch all\n');
  expect(readSshConfig([{ path: file, folder, home: folder }], { localUser: LOCAL_USER }).hosts).toEqual([
    'r1',
    'r2',
    'r3',
  ]);
});

const hasSsh = spawnSync('ssh', ['-V']).error === undefined;

/** What `ssh -G` says for a host, by keyword. */
function askSsh(file: string, host: string, user: string | undefined): ReadonlyMap<string, string[]> {
  const target = user === undefined ? host : `${user}@${host}`;
  const run = spawnSync('ssh', ['-G', '-F', file, target], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`ssh -G: ${run.stderr}`);
  const options = new Map<string, string[]>();
  for (const line of run.stdout.split('\n')) {
    const at = line.indexOf(' ');
    const keyword = line.slice(0, at);
    options.set(keyword, [...(options.get(keyword) ?? []), line.slice(at + 1)]);
  }
  return options;
}

/** What netrun understood, as `ssh -G` would print it where it prints something else than a default. */
function asSshPrints(options: SshConfigOptions): Record<string, unknown> {
  return {
    hostname: options.hostName,
    user: options.user ?? LOCAL_USER,
    port: String(options.port ?? 22),
    identityfile: options.identityFiles.length > 0 ? options.identityFiles : undefined,
    identitiesonly: options.identitiesOnly ? 'yes' : 'no',
    identityagent: options.identityAgent?.replace('~', homedir()),
    proxyjump: options.proxyJump === 'none' ? undefined : options.proxyJump?.replaceAll(' ', ''),
    proxycommand: options.proxyCommand === 'none' ? undefined : options.proxyCommand,
    userknownhostsfile: options.userKnownHostsFiles?.join(' ').replaceAll('~', homedir()),
    stricthostkeychecking: { yes: 'true', no: 'false', ask: 'ask', 'accept-new': 'accept-new' }[
      options.strictHostKeyChecking ?? 'ask'
    ],
    hostkeyalias: options.hostKeyAlias,
  };
}

describe.skipIf(!hasSsh)(`netrun and ssh -G${hasSsh ? '' : ' (there is no ssh here)'}`, () => {
  /** The same sequence for the same seed (mulberry32). */
  const randomOf = (seed: number) => {
    let state = seed;
    return <T>(from: readonly T[]): T => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      const fraction = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
      return from[Math.floor(fraction * from.length)] as T; // callers give lists that are not empty
    };
  };
  const HOSTS = ['r1', 'r2.example.net', 'sw01', 'SW02', '192.0.2.7'];
  const PATTERNS = [
    'r1',
    'r*',
    'sw??',
    '*.example.net',
    '!r1 *',
    '192.0.2.*',
    '"sw01" r1',
    '*',
    'R1',
    'sw0[12]',
  ];
  const MATCHES = [
    'all',
    'host r*',
    'host=sw*',
    'originalhost r1,r2*',
    'user netops',
    '!user netops',
    'localuser nobody',
    `localuser ${LOCAL_USER} host "r*,sw*"`,
    'final all',
    'host 192.0.2.* user *ops',
    'final host *.example.net',
    'canonical',
    'host SW02',
    '!originalhost r1 host *1',
  ];
  const SETTINGS = [
    'HostName %h.example.net',
    'HostName 192.0.2.9',
    'HostName=192.0.2.10',
    'HostName x%%y',
    'Port 2222',
    'Port = 2223',
    'port "2224"',
    'User netops',
    'USER root # who else',
    'IdentityFile ~/.ssh/one',
    'IdentityFile "~/.ssh/two words"',
    'IdentityFile ~/.ssh/%h-%r',
    'IdentitiesOnly yes',
    'IdentitiesOnly no',
    'IdentityAgent ~/agent.sock',
    'ProxyJump b1',
    'ProxyJump netops@b1:2222,b2',
    'ProxyJump none',
    'ProxyCommand nc -X connect %h %p',
    'ProxyCommand ssh -W %h:%p b1 # no comment',
    'ProxyCommand none',
    'UserKnownHostsFile ~/.ssh/known_a ~/.ssh/known_b',
    'StrictHostKeyChecking accept-new',
    'StrictHostKeyChecking no',
    'StrictHostKeyChecking off',
    'StrictHostKeyChecking yes',
    'HostKeyAlias r1-alias',
    'ServerAliveInterval 15',
    '# Port 9',
    '',
    '\tForwardAgent no   ',
    "User 'quoted'",
    'Include conf.d/*.conf',
    'Include "conf.d/a.conf" none-such',
    '  Include more',
  ];

  test.each(Array.from({ length: 60 }, (_, seed) => seed))('understand configuration %i alike', (seed) => {
    const pick = randomOf(seed + 1);
    const own = path.join(folder, `case-${seed}`);
    const block = (indent: string) => {
      const header = pick(['Host', 'Host', 'Match', 'host', '']);
      const first = header === '' ? '' : `${header} ${pick(header === 'Match' ? MATCHES : PATTERNS)}\n`;
      const settings = Array.from({ length: pick([1, 2, 3, 4]) }, () => `${indent}${pick(SETTINGS)}\n`);
      return first + settings.join('');
    };
    const text = (blocks: number) =>
      Array.from({ length: blocks }, () => block(pick(['', '  ', '\t']))).join('');
    const withoutIncludes = (from: string) => from.replaceAll(/^\s*Include.*\n/gm, '');
    // ssh takes the relative paths of -F from ~/.ssh, which is not the tests' own.
    const anchored = (from: string) => from.replaceAll(/(conf\.d\/|more|none-such)/g, `${own}/$1`);
    mkdirSync(path.join(own, 'conf.d'), { recursive: true });
    for (const name of ['conf.d/a.conf', 'conf.d/b.conf', 'conf.d/other', 'more']) {
      writeFileSync(path.join(own, name), withoutIncludes(text(2)), { mode: 0o600 });
    }
    const file = path.join(own, 'config');
    writeFileSync(file, anchored(text(6)), { mode: 0o600 });
    const config = readSshConfig([{ path: file, folder: own, home: folder }], { localUser: LOCAL_USER });
    for (const host of HOSTS) {
      const user = pick([undefined, undefined, 'netops', 'admin']);
      const theirs = askSsh(file, host, user);
      const ours = asSshPrints(config.lookUp(host, user));
      for (const [keyword, value] of Object.entries(ours)) {
        if (value === undefined) continue;
        const said = theirs.get(keyword) ?? [];
        expect({ seed, host, user, keyword, said }).toEqual({
          seed,
          host,
          user,
          keyword,
          said: Array.isArray(value) ? value : [value],
        });
      }
      const isThere = (keyword: string) => theirs.has(keyword);
      expect({
        seed,
        host,
        jump: ours.proxyjump !== undefined,
        command: ours.proxycommand !== undefined,
      }).toEqual({
        seed,
        host,
        jump: isThere('proxyjump'),
        command: isThere('proxycommand'),
      });
    }
  });

  test.each(['+diffie-hellman-group1-sha1', '-curve25519*', '^ecdh-sha2-nistp256', 'curve25519-sha256'])(
    'take the list of key exchanges %s from the same line',
    (names) => {
      const text = `Host r1\n  KexAlgorithms ${names}\n  Ciphers aes128-ctr\nHost *\n  KexAlgorithms curve25519-sha256\n`;
      expect(lookUp(text, 'r1').algorithms).toEqual({ kex: names, cipher: 'aes128-ctr' });
      expect(askSsh(path.join(folder, 'config'), 'r1', undefined).get('ciphers')).toEqual(['aes128-ctr']);
    },
  );
});
