import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { devicesSchema } from '../../src/inventory/devices-schema.ts';
import { platformSchema } from '../../src/inventory/platform-schema.ts';
import { PLATFORMS } from '../../src/platforms/index.ts';
import { examinationSchema } from '../../src/reporters/examination-schema.ts';
import { resultSchema } from '../../src/reporters/result-schema.ts';
import { netrun } from '../integration/harness.ts';

let folder: string;
let own: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-platforms-'));
  own = path.join(folder, 'own.yaml');
  await writeFile(own, 'acme_os: {extends: cisco_ios, title: ACME OS}\n');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('netrun platforms', () => {
  it('lists all platforms with their titles', async () => {
    const { stdout, code } = await netrun(['platforms']);
    expect(code).toBe(0);
    const rows = stdout.trimEnd().split('\n');
    expect(rows.map((row) => row.split(' ')[0])).toEqual(Object.keys(PLATFORMS));
    expect(stdout).toMatch(/^juniper_junos +Juniper Junos$/m);
  });

  it("lists the user's own as well, first", async () => {
    const { stdout } = await netrun(['platforms', '--platforms', own]);
    expect(stdout.split('\n')[0]).toMatch(/^acme_os +ACME OS {2}\(yours\)$/);
    const json = JSON.parse((await netrun(['platforms', '--platforms', own, '-o', 'json'])).stdout);
    expect(json).toHaveLength(Object.keys(PLATFORMS).length + 1);
    expect(json[0]).toEqual({ name: 'acme_os', title: 'ACME OS', isOwn: true });
    expect(json[1]).toEqual({ name: 'cisco_ios', title: 'Cisco IOS', isOwn: false });
  });

  it('shows one in the form in which a user describes one', async () => {
    const { stdout, code } = await netrun(['platforms', 'huawei_ssh']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^huawei:\n {2}title: Huawei VRP\n {2}modes:\n/);
    // What is shown is taken as it is.
    const copy = path.join(folder, 'copy.yaml');
    await writeFile(copy, stdout.replace(/^huawei:/, 'mine:'));
    const again = await netrun(['platforms', 'mine', '--platforms', copy]);
    expect(again.stdout).toBe(stdout.replace(/^huawei:/, 'mine:'));
    const json = JSON.parse((await netrun(['platforms', 'huawei', '-o', 'json'])).stdout);
    expect(json.huawei).toMatchObject({ title: 'Huawei VRP', words: { version: 'display version' } });
  });

  it('shows those that an inventory describes', async () => {
    const inventory = path.join(folder, 'devices.yaml');
    const acme = 'platforms: {acme_os: {extends: linux, title: ACME}}';
    await writeFile(inventory, `${acme}\nrouters: [{ip: 192.0.2.1, device_type: acme_os}]\n`);
    const { stdout } = await netrun(['platforms', 'acme_os', '--platforms', inventory]);
    expect(stdout).toMatch(/^acme_os:\n {2}title: ACME\n/);
  });

  it('says which one was meant', async () => {
    const { stderr, code } = await netrun(['platforms', 'cisco_nxso']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^unknown device type "cisco_nxso"; did you mean cisco_nxos\?/);
  });
});

describe('netrun schema', () => {
  it('prints the JSON Schema of platforms', async () => {
    const { stdout, code } = await netrun(['schema', 'platform']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(platformSchema());
  });

  it('prints the JSON Schema of devices.yaml', async () => {
    const { stdout, code } = await netrun(['schema', 'inventory']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(devicesSchema());
  });

  it('prints the JSON Schema of results', async () => {
    const { stdout, code } = await netrun(['schema', 'result']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(resultSchema());
  });

  it('prints the JSON Schema of what netrun doctor finds', async () => {
    const { stdout, code } = await netrun(['schema', 'examination']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(examinationSchema());
  });

  it('says which schemas there are', async () => {
    const { stderr, code } = await netrun(['schema', 'platfrom']);
    expect(code).toBe(2);
    expect(stderr).toBe(
      '"platfrom" is no schema; did you mean platform?; there is inventory, platform, result, examination\n',
    );
    const nameless = await netrun(['schema']);
    expect(nameless.code).toBe(2);
    expect(nameless.stderr).toBe(
      'netrun schema takes a name; there is inventory, platform, result, examination\n',
    );
  });
});
