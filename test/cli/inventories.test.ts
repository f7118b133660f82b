import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { netrun } from '../integration/harness.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-inventories-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(files: Readonly<Record<string, string>>): Promise<string> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text, { mode: 0o600 });
  }
  return path.join(folder, Object.keys(files)[0] ?? '');
}

/** What netmiko-encrypt made of "geheim" and of "enable-me" with the key "a key phrase". */
async function encrypted(): Promise<{ password: string; secret: string }> {
  const fixture = path.join(import.meta.dirname, '../inventory/formats/netmiko/aes128.yml');
  const [, secret = '', password = ''] = (await readFile(fixture, 'utf8')).match(/__encrypt__[^"\s]+/g) ?? [];
  return { password, secret };
}

describe('netrun runs on the devices of', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ devices: 2, password: 'geheim', secret: 'enable-me' });
  });
  afterAll(() => lab.close());

  type Address = { readonly host: string; readonly port: number; readonly username: string };
  const each = (write: (device: Address, number: number) => string) =>
    lab.devices.map((device, index) => write(device, index + 1)).join('\n');

  it.each<[string, () => Promise<Readonly<Record<string, string>>>]>([
    [
      'a CSV table',
      async () => ({
        'd.csv': `Name;IP;Port;OS;User;Password;Enable secret\n${each(
          ({ host, port, username }, n) => `r${n};${host};${port};IOS;${username};geheim;enable-me`,
        )}\n`,
      }),
    ],
    [
      'an Ansible inventory',
      async () => ({
        'hosts.ini': `[core]\n${each(({ host, port }, n) => `r${n} ansible_host=${host} ansible_port=${port}`)}\n`,
        'group_vars/core.yml': `ansible_network_os: cisco.ios.ios\nansible_user: ${lab.devices[0]?.username}\nansible_password: geheim\nansible_become_pass: enable-me\n`,
      }),
    ],
    [
      'a nornir inventory',
      async () => ({
        'hosts.yaml': each(
          ({ host, port }, n) => `r${n}: {hostname: ${host}, port: ${port}, groups: [core]}`,
        ),
        'groups.yaml': `core: {platform: ios, connection_options: {netmiko: {extras: {secret: enable-me}}}}\n`,
        'defaults.yaml': `username: ${lab.devices[0]?.username}\npassword: geheim\n`,
      }),
    ],
    [
      'a file of netmiko-tools',
      async () => {
        const { password, secret } = await encrypted();
        const values = `password: ${password}, secret: ${secret}`;
        const devices = each(
          ({ host, port, username }, n) =>
            `r${n}: {device_type: cisco_ios, host: ${host}, port: ${port}, username: ${username}, ${values}}`,
        );
        return { '.netmiko.yml': `__meta__: {encryption: true, encryption_type: aes128}\n${devices}\n` };
      },
    ],
    [
      'an ssh_config',
      async () => ({
        config: each(
          ({ host, port, username }, n) =>
            `Host r${n}\n  HostName ${host}\n  Port ${port}\n  User ${username}`,
        ),
      }),
    ],
    [
      'a list',
      async () => ({ 'hosts.txt': each(({ host, port, username }) => `${username}@${host}:${port}`) }),
    ],
  ])('%s', async (_, files) => {
    const file = await write(await files());
    const args = ['-i', file, ...(/\.txt$|config$/.test(file) ? ['--platform', 'cisco_ios'] : [])];
    const run = await netrun([...args, '-o', 'raw', 'show privilege'], {
      env: { NETMIKO_TOOLS_KEY: 'a key phrase', NETRUN_PASSWORD: 'geheim', NETRUN_SECRET: 'enable-me' },
    });
    expect(run.stderr).not.toMatch(/failed|skipped/);
    expect(run.stdout.match(/level is 15/g)).toHaveLength(2);
    expect(run.code).toBe(0);
  });
});

describe('netrun contacts nobody where there is something wrong in', () => {
  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    [
      'devices.yaml',
      { 'devices.yaml': '- {ip: a b, device_type: linux}\n- {ip: h, device_type: linus}\n' },
      ['1:8', '2:24'],
    ],
    [
      '.netmiko.yml',
      { '.netmiko.yml': 'r1: {device_type: linux, host: h, password: __encrypt__x}\nr2: 1\n' },
      ['1:45', '2:1'],
    ],
    [
      'nornir’s hosts.yaml',
      { 'hosts.yaml': 'r1: {hostname: h, port: x}\nr2: {hostname: a b}\n' },
      ['1:25', '2:16'],
    ],
    ['hosts.ini', { 'hosts.ini': '[core]\nr1 x\nr2 ansible_port=x\n' }, ['2:4', '3:17']],
    ['hosts.yml', { 'hosts.yml': 'all: {hosts: {r1: x, r2: {ansible_port: x}}}\n' }, ['1:19', '1:41']],
    ['a CSV table', { 'd.csv': 'ip,os,port\nh,iosss,22\nh,ios,x\n' }, ['2:3', '3:7']],
    ['a list', { 'hosts.txt': 'r1\nr2 r3\nr4:0\n' }, ['2:1', '3:4']],
    ['ssh_config', { config: 'Host *\n  User x\n' }, ['1:1']],
  ])('%s', async (_, files, places) => {
    const file = await write(files);
    const run = await netrun(['-i', file, 'show clock'], {
      env: { NETRUN_USERNAME: 'x', NETRUN_PASSWORD: 'x' },
    });
    expect(run.code).toBe(2);
    const lines = run.stderr.trim().split('\n');
    expect(lines.map((line) => line.replace(`${file}:`, '').replace(/^(\d+:\d+): .+$/, '$1'))).toEqual(
      places,
    );
  });
});

describe('netrun without -i', () => {
  it('takes the file of netmiko-tools, and says so', async () => {
    const values = 'device_type: linux, host: 127.0.0.1, port: 1, username: x, password: x';
    await write({ '.netmiko.yml': `r1: {${values}}\n` });
    const run = await netrun(['show clock'], { cwd: folder, env: { HOME: '/nowhere' } });
    expect(run.stderr).toMatch(/the devices are those of \.netmiko\.yml/);
    expect(run.stderr).toMatch(/connection refused/);
    expect(run.code).toBe(1);
  });

  it('leaves out a device that is disabled, and says so', async () => {
    const file = await write({
      'd.yaml': '- {device_type: linux, ip: 127.0.0.1, port: 1, disabled: true, username: x, password: x}\n',
    });
    const run = await netrun(['-i', file, '-o', 'json', 'show clock']);
    const { results } = JSON.parse(run.stdout);
    expect(results).toMatchObject([
      { status: 'skipped', reason: 'disabled', attempts: 0, notes: ['the inventory says disabled: true'] },
    ]);
  });
});
