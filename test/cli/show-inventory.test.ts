import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { netrun } from '../integration/harness.ts';
import { playRecording } from '../inventory/sources/play-netbox.ts';

const SECRETS = ['hidden-1', 'hidden-2', 'hidden-3', 'hidden-4', 'hidden-5', 'hidden-6', 'hidden-7'];

const TEXT = `
defaults: {device_type: cisco_ios, username: admin, password: hidden-1}
groups:
  kyiv:
    site: kyiv
    snmp_community: hidden-2
    devices:
      - {name: sw01, ip: 192.0.2.1, site_key: hidden-3}
      - {name: sw02, ip: 192.0.2.2, port: 2222, roles: [access, voice], secret: "cmd:pass show net/core"}
      - {name: sw12, ip: 192.0.2.12, answers: {confirm: hidden-4}, password: "hidden-5\${FOO}", disabled: true}
      - {name: "odd\\e[31m", ip: h, passphrase: hidden-6, snmp: {v3: {auth_key: hidden-7}}, asn: "\${ASN}"}
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-show-'));
  await writeFile(path.join(folder, 'devices.yaml'), TEXT);
});
afterEach(() => rm(folder, { recursive: true }));

async function shown(...args: string[]) {
  const run = await netrun(['inventory', ...args], { cwd: folder, env: { ASN: 'hidden-7' } });
  for (const secret of SECRETS) expect(run.stdout + run.stderr).not.toContain(secret);
  return run;
}

describe('netrun inventory', () => {
  it('shows what is understood of each device and where it is written, in 80 columns', async () => {
    const { stdout, stderr, code } = await shown();
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout.split('\n').filter((line) => line.length >= 80)).toEqual([]);
    expect(stdout).toContain('devices.yaml: 4 devices\n');
    expect(stdout).toMatch(/^sw01\n {2}host +192\.0\.2\.1 +devices\.yaml:8:22$/m);
    expect(stdout).toMatch(/^ {2}platform +cisco_ios +devices\.yaml:2:12$/m);
    expect(stdout).toMatch(/^ {2}port +2222 +devices\.yaml:9:\d+$/m);
    expect(stdout).toMatch(/^ {2}site +kyiv +devices\.yaml:5:5$/m);
    expect(stdout).toMatch(/^ {2}password +\(set\) +devices\.yaml:2:\d+$/m);
    expect(stdout).toMatch(/^ {2}password +\(text with \$\{FOO\}\) +devices\.yaml:10:\d+$/m);
    expect(stdout).toMatch(/^ {2}secret +cmd:pass show net\/core +devices\.yaml:9:\d+$/m);
    expect(stdout).toMatch(/^ {2}answers +confirm: \(set\)/m);
    expect(stdout).toMatch(/^ {2}snmp +v3: auth_key: \(set\)/m);
    expect(stdout).toMatch(/^ {2}asn +\(text with \$\{ASN\}\)/m);
    expect(stdout).toMatch(/^ {2}skipped +disabled\n +the inventory says disabled: true$/m);
    expect(stdout).toMatch(/\ngroups\n {2}kyiv \(4\): sw\[01-02,12\],odd\^\[\[31m\n$/);
  });

  it('shows only the devices that are chosen, as the command line says that they are', async () => {
    const { stdout } = await shown('-l', 'sw01', '--platform', 'linux', '-o', 'table');
    expect(stdout).toBe('sw01  192.0.2.1  linux  kyiv\n');
  });

  it('shows a line for each device', async () => {
    const { stdout } = await shown('-o', 'table', '-l', 'sw*');
    expect(stdout).toBe(
      'sw01  192.0.2.1       cisco_ios  kyiv\n' +
        'sw02  192.0.2.2:2222  cisco_ios  kyiv\n' +
        'sw12  192.0.2.12      cisco_ios  skipped: disabled\n',
    );
  });

  it('shows names that --limit-file takes', async () => {
    const names = await shown('-o', 'names', '-l', 'sw0*');
    await writeFile(path.join(folder, 'names'), names.stdout);
    expect((await shown('-o', 'names', '--limit-file', 'names')).stdout).toBe('sw01\nsw02\n');
  });

  it('shows the same as JSON', async () => {
    const { inventory, size, devices, groups } = JSON.parse((await shown('-o', 'json', '-l', 'sw02')).stdout);
    expect({ inventory, size, groups }).toMatchObject({
      inventory: 'devices.yaml',
      size: 4,
      groups: { kyiv: ['sw01', 'sw02', 'sw12', expect.anything()] },
    });
    expect(devices).toMatchObject([
      {
        name: 'sw02',
        host: '192.0.2.2',
        port: 2222,
        platform: 'cisco_ios',
        skipped: null,
        values: {
          password: { value: '(set)', file: 'devices.yaml', line: 2 },
          secret: { value: 'cmd:pass show net/core', line: 9 },
          roles: { value: 'access, voice' },
        },
      },
    ]);
  });

  it('names the files of an inventory of several', async () => {
    await mkdir(path.join(folder, 'group_vars'));
    await writeFile(path.join(folder, 'hosts'), '[core]\nr1 ansible_host=192.0.2.1\n');
    await writeFile(
      path.join(folder, 'group_vars/core.yml'),
      'ansible_network_os: cisco.ios.ios\nansible_password: hidden-1\n',
    );
    const { stdout } = await shown('-i', 'hosts');
    expect(stdout).toMatch(/^ {2}host +192\.0\.2\.1 +hosts:2:4$/m);
    expect(stdout).toMatch(/^ {2}platform +cisco_ios +group_vars\/core\.yml:1:1$/m);
    expect(stdout).toMatch(/^ {2}password +\(set\) +group_vars\/core\.yml:2:1$/m);
  });

  it('shows what NetBox has, and what is wrong with it', async () => {
    await using netbox = await playRecording();
    const run = await netrun(['inventory', '-i', `netbox+${netbox.origin}/`, '-l', 'odd-8,leaf-2'], {
      cwd: folder,
      env: { NETBOX_TOKEN: 'hidden-1', NETRUN_STATE_DIR: path.join(folder, 'state') },
    });
    expect(run.stdout + run.stderr).not.toContain('hidden-1');
    expect(run.stdout).toMatch(/: 2 of 8 devices\n/);
    expect(run.stdout).toMatch(
      /^leaf-2\n {2}host +192\.0\.2\.2 +http:\/\/netbox\.example\/dcim\/devices\/2\/$/m,
    );
    expect(run.stdout).toMatch(/^ {2}skipped +inventory\n +.*unknown device type "mystery-os"/m);
  });

  it('says what is wrong as a run does', async () => {
    await writeFile(path.join(folder, 'devices.yaml'), '- {ip: h, device_type: cisco_oss}\n');
    const { stderr, code } = await shown();
    expect(code).toBe(2);
    expect(stderr).toMatch(/^devices\.yaml:1:\d+: unknown device type/);
  });
});
