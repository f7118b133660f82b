import { describe, expect, test } from 'vitest';
import type { LoginSettings } from '../../src/model/login.ts';
import { devicesOf } from './devices-of.ts';
import { problemsOf } from './problems-of.ts';

/** Without the places of files, which have a test of their own. */
function loginOf(lines: string): LoginSettings | undefined {
  const { places: _, ...login } = wholeLoginOf(lines) ?? {};
  return login;
}

function wholeLoginOf(lines: string): LoginSettings | undefined {
  return devicesOf(`- {device_type: linux, host: h, ${lines}}\n`, 'd.yaml', {}).devices[0]?.login;
}

describe('what a device says of logging in is read:', () => {
  test.each<[string, string, LoginSettings]>([
    ['nothing', 'port: 22', {}],
    ['a key', 'key_file: ~/.ssh/net', { keyFiles: ['~/.ssh/net'] }],
    ['several keys', 'key_file: [a, b]', { keyFiles: ['a', 'b'] }],
    ['a passphrase with its blanks', 'passphrase: " p "', { passphrase: ' p ' }],
    ['switches', 'use_keys: true, allow_agent: false', { useKeys: true, allowAgent: false }],
    ['jump hosts in a line', 'jump: "me@b1:2222,b2"', { jump: 'me@b1:2222,b2' }],
    ['jump hosts as a list', 'jump: [b1, b2]', { jump: 'b1,b2' }],
    ['a proxy command', 'proxy_command: "nc %h %p"', { proxyCommand: 'nc %h %p' }],
    ['a configuration file', 'ssh_config_file: ssh.conf', { sshConfigFile: 'ssh.conf' }],
    [
      'algorithms as ssh_config writes them, and as lists',
      'algorithms: {kex: +diffie-hellman-group1-sha1, host_key: [ssh-rsa, ssh-dss], cipher: , mac: ^hmac-sha1}',
      {
        algorithms: { kex: '+diffie-hellman-group1-sha1', hostKey: 'ssh-rsa,ssh-dss', mac: '^hmac-sha1' },
      },
    ],
    [
      "netmiko's disabled_algorithms",
      'disabled_algorithms: {pubkeys: [rsa-sha2-256], keys: [rsa-sha2-512], kex: [a, b]}',
      { algorithms: { hostKey: '-rsa-sha2-512', kex: '-a,b' } },
    ],
    [
      'host keys, as fingerprints and as lines',
      `host_keys: [SHA256:${'a'.repeat(43)}, ssh-rsa SHA256:${'b'.repeat(43)}, ssh-ed25519 AAAAC3Nz of sw1]`,
      {
        hostKeys: [`SHA256:${'a'.repeat(43)}`, `ssh-rsa SHA256:${'b'.repeat(43)}`, 'ssh-ed25519 AAAAC3Nz'],
      },
    ],
    ["netmiko's ssh_strict", 'ssh_strict: true', { hostKeyChecking: 'strict' }],
    ["netmiko's default, which is said", 'ssh_strict: false', { hostKeyChecking: 'accept-new' }],
  ])('%s', (_, lines, expected) => {
    expect(loginOf(lines)).toEqual(expected);
  });
});

test('where files are named is kept, for what is wrong with them', () => {
  expect(wholeLoginOf('key_file: a, ssh_config_file: b')?.places).toEqual({
    keyFiles: { file: 'd.yaml', line: 1, column: 43 },
    sshConfigFile: { file: 'd.yaml', line: 1, column: 63 },
  });
  expect(wholeLoginOf('port: 22')).toEqual({});
});

test.each([
  'kex: [sntrup761x25519-sha512@openssh.com, curve25519-sha256]',
  'kex: +sntrup761x25519-sha512@openssh.com',
  'mac: "-hmac-md5*,umac-64@openssh.com"',
  'host_key: ssh-*',
  'cipher: ^aes256-*',
])('an algorithm may be a pattern, or known to others: %s', (lines) => {
  expect(loginOf(`algorithms: {${lines}}`)?.algorithms).toBeDefined();
});

describe('what is wrong there is told with its place:', () => {
  test.each([
    [
      'algorithms: {kex: nosuch}',
      /^d\.yaml:1:51: kex: unknown algorithm "nosuch"; known are curve25519-sha256, /,
    ],
    [
      'algorithms: {kex: +diffie-helman-group1-sha1}',
      /^d\.yaml:1:51: kex: unknown algorithm "diffie-helman-group1-sha1"; did you mean diffie-hellman-group1-sha1/,
    ],
    [
      'algorithms: {cipher: [aes128-ctr, aes128-cbx]}',
      /unknown algorithm "aes128-cbx"; did you mean aes128-cbc/,
    ],
    [
      'algorithms: {mac: umac-64@openssh.com}',
      /mac: netrun knows none of umac-64@openssh\.com; a \+ before it/,
    ],
    ['use_keys: maybe', /^d\.yaml:1:43: use_keys "maybe" is neither true nor false$/],
    ['key_file: {a: b}', /^d\.yaml:1:43: key_file must be text or a list/],
    ['algorithms: aes128-cbc', /^d\.yaml:1:45: algorithms must be a mapping such as/],
    ['jump: "b1, a b"', /^d\.yaml:1:39: jump "b1, a b" is no list of jump hosts; write user@host:port/],
    ['host_keys: "MD5:00:11"', /^d\.yaml:1:44: "MD5:00:11" is no host key; write SHA256:…/],
    ['host_keys: [SHA256:abc]', /"SHA256:abc" is no host key/],
    ['algorithms: {kexx: a}', /^d\.yaml:1:46: unknown kind of algorithms "kexx"/],
  ])('%s', (lines, expected) => {
    expect(problemsOf(() => loginOf(lines))).toMatch(expected);
  });
});
