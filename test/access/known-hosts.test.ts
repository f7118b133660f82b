import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  fingerprint,
  type KnownHosts,
  knownHostsName,
  parseKnownHosts,
} from '../../src/access/known-hosts.ts';
import { useFolder } from '../reporters/own-folder.ts';
import { publicKey } from './public-key.ts';

const temporary = useFolder();
const hasSshKeygen = (() => {
  try {
    execFileSync('ssh-keygen', ['-l', '-f', 'no such file'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
})();

const key = (seed: number, type = 'ssh-ed25519') => `${type} ${publicKey(seed, type)}`;

const ED = key(1);
const RSA = key(2, 'ssh-rsa');

/** Marker and line of all that is known under a name. */
function linesOf(known: KnownHosts, name: string): readonly string[] {
  return [...known.find(name), ...known.findHashed(name)]
    .toSorted((a, b) => a.line - b.line)
    .map(({ marker, line }) => `${line} ${marker}`);
}

describe('a file of known hosts', () => {
  const known = parseKnownHosts(
    [
      '# comment, then an empty line',
      '',
      `sw1 ${ED} stored by hand`,
      `SW2.Example.com,10.0.0.2\t${RSA}`,
      `*.lab,!bad.lab ${ED}`,
      `[sw3]:2222,[2001:db8::1]:2222 ${ED}`,
      `@revoked sw1 ${RSA}`,
      `@cert-authority *.example.org ${RSA}`,
      `\t sw?x ${ED}\r`,
      `2001:db8::1 ${ED}`,
    ].join('\n'),
    'known',
  );

  test.each([
    ['sw1', ['3 none', '7 revoked']],
    ['sw2.example.com', ['4 none']],
    ['10.0.0.2', ['4 none']],
    ['10.0.0.22', []],
    ['a.lab', ['5 none']],
    ['bad.lab', []],
    ['lab', []],
    ['[sw3]:2222', ['6 none']],
    ['sw3', []],
    ['[sw3]:22', []],
    ['[2001:db8::1]:2222', ['6 none']],
    ['2001:db8::1', ['10 none']],
    ['www.example.org', ['8 cert-authority']],
    ['sw9x', ['9 none']],
    ['sw99x', []],
    ['bastion/sw1', []],
  ])('knows under %s what stands there: %j', (name, lines) => {
    expect(linesOf(known, name)).toEqual(lines);
  });

  test('tells the key, its type and its comment', () => {
    const [type, base64] = ED.split(' ');
    expect(known.find('sw1')[0]).toEqual({
      marker: 'none',
      keyType: type,
      key: base64,
      comment: 'stored by hand',
      file: 'known',
      line: 3,
    });
  });

  test('passes over what it does not understand, and tells the lines', () => {
    const text = [
      'sw1',
      'sw1 ssh-ed25519',
      `sw1 ssh-rsa ${ED.split(' ')[1]}`,
      'sw1 ssh-ed25519 AAAA',
      'sw1 ssh-ed25519 not-base64!',
      `@unheard-of sw1 ${ED}`,
      `@revoked @revoked sw1 ${ED}`,
      `|1|salt sw1 ${ED}`,
      `|2|c2FsdA==|aGFzaA== ${ED}`,
      '1024 35 1234567',
      `sw1 ${ED}`,
    ].join('\n');
    const partly = parseKnownHosts(text, 'known');
    expect(partly.notUnderstood).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(linesOf(partly, 'sw1')).toEqual(['11 none']);
  });

  test('that is empty knows nobody', () => {
    for (const text of ['', '\n', '\0']) expect(linesOf(parseKnownHosts(text, 'known'), 'sw1')).toEqual([]);
  });
});

test.each([
  ['SW1.Example.com', 22, 'sw1.example.com'],
  ['10.0.0.1', 2222, '[10.0.0.1]:2222'],
  ['2001:DB8::1', 22, '2001:db8::1'],
  ['2001:db8::1', 830, '[2001:db8::1]:830'],
])('%s, port %i is looked for as %s', (host, port, name) => {
  expect(knownHostsName(host, port)).toBe(name);
});

describe.skipIf(!hasSshKeygen)('ssh-keygen agrees', () => {
  const HOSTS = [
    'sw1',
    'sw2.lab',
    'a.b.lab',
    '10.0.0.1',
    '10.0.0.11',
    '2001:db8::1',
    '[sw1]:2222',
    '[10.0.0.1]:830',
  ];
  const PATTERNS = [
    ...HOSTS,
    'SW1',
    '*.lab',
    '10.0.0.*',
    '10.0.0.?',
    's?1',
    '*',
    '!sw1',
    '!*.b.lab',
    '[sw1]:*',
    '[*]:2222',
  ];

  test.each([1, 2, 3])('on what is known under each name of a generated file (%i)', async (seed) => {
    const random = randomNumbers(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T; // no list is empty
    const lines = Array.from({ length: 40 }, (_, index) => {
      const names = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(PATTERNS)).join(',');
      const marker = pick(['', '', '', '@revoked ', '@cert-authority ']);
      const space = pick([' ', '\t', '  ']);
      return pick([
        `${marker}${names}${space}${key(index)}`,
        `${marker}${pick(HOSTS)}${space}${key(index)} of ${names}`,
        '',
        '# sw1',
      ]);
    });
    const file = path.join(temporary.path, 'known_hosts');
    writeFileSync(file, `${lines.join('\n')}\n`);
    await expectAgreement(file, HOSTS);
  });

  test('on what is known under names that are hashed', async () => {
    const file = path.join(temporary.path, 'known_hosts');
    const names = [...HOSTS, ...Array.from({ length: 50 }, (_, index) => `host${index}`)];
    writeFileSync(file, `${names.map((name, index) => `${name} ${key(index)}`).join('\n')}\n`);
    execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' });
    expect(readFileSync(file, 'utf8')).not.toContain('sw1');
    await expectAgreement(file, [...HOSTS, 'host7', 'host49', 'host50']);
    const known = parseKnownHosts(readFileSync(file, 'utf8'), file);
    expect(known.hashedLines).toBe(names.length);
    const right = key(names.indexOf('host7')).split(' ')[1] ?? '';
    const wrong = key(names.indexOf('host8')).split(' ')[1] ?? '';
    expect(known.findHashedKey('host7', right)).toHaveLength(1);
    expect(known.findHashedKey('host7', wrong)).toEqual([]);
  });

  test('that the name of a device behind a jump host is not the name of the device', async () => {
    const file = path.join(temporary.path, 'known_hosts');
    writeFileSync(file, `bastion:22/10.0.0.1 ${key(1)}\nbastion:22/[10.0.0.1]:830 ${key(2)}\n`);
    await expectAgreement(file, [
      '10.0.0.1',
      '[10.0.0.1]:830',
      'bastion',
      '[bastion]:22',
      'bastion:22/10.0.0.1',
    ]);
  });

  test.each(['ed25519', 'ecdsa', 'rsa'])('on the fingerprint of a key of type %s', async (type) => {
    const file = path.join(temporary.path, 'key');
    execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', file]);
    const [, base64 = ''] = readFileSync(`${file}.pub`, 'utf8').split(' ');
    const { stdout } = await promisify(execFile)('ssh-keygen', ['-l', '-f', file]);
    expect(stdout.split(' ')[1]).toBe(fingerprint(base64));
  });
});

async function expectAgreement(file: string, names: readonly string[]): Promise<void> {
  const known = parseKnownHosts(readFileSync(file, 'utf8'), file);
  expect(known.notUnderstood).toEqual([]);
  const markers: Readonly<Record<string, string>> = { '': 'none', CA: 'cert-authority', REVOKED: 'revoked' };
  for (const name of names) {
    // It fails where it finds nothing.
    const { stdout } = await promisify(execFile)('ssh-keygen', ['-F', name, '-f', file]).catch(() => ({
      stdout: '',
    }));
    const found = [...stdout.matchAll(/^# Host .* found: line (\d+) ?(\S*)/gm)];
    expect([name, ...linesOf(known, name)]).toEqual([
      name,
      ...found.map(([, line, marker = '']) => `${line} ${markers[marker]}`),
    ]);
  }
}

/** The same numbers for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}
