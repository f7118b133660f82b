import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { netrun } from '../integration/harness.ts';

const INVENTORY = '- {ip: 192.0.2.1, device_type: cisco_ios, username: a, password: b}\n';

let folder: string;
let env: { XDG_CONFIG_HOME: string };
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-config-'));
  env = { XDG_CONFIG_HOME: path.join(folder, 'home') };
  await mkdir(path.join(folder, 'home/netrun'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

const project = (text: string) => writeFile(path.join(folder, 'netrun.yaml'), text);
const user = (text: string) => writeFile(path.join(folder, 'home/netrun/config.yaml'), text);

/** What `netrun config` says of an option: its value, and where it comes from. */
async function shown(key: string, more: Record<string, string> = {}): Promise<readonly string[]> {
  const run = await netrun(['config'], { cwd: folder, env: { ...env, ...more } });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const line = run.stdout.split('\n').find((one) => one.startsWith(`${key} `)) ?? '';
  return line.split(/ {2,}/).slice(1);
}

describe('The configuration', () => {
  test('goes project before user before default, and the environment before all of them', async () => {
    expect(await shown('concurrency')).toEqual(['100', 'default']);
    await user('timeout: 5\nconcurrency: 50\n');
    expect(await shown('concurrency')).toEqual(['50', `${folder}/home/netrun/config.yaml:2`]);
    await project('# ours\nconcurrency: 40\n');
    expect(await shown('concurrency')).toEqual(['40', 'netrun.yaml:2']);
    expect(await shown('timeout')).toEqual(['5', `${folder}/home/netrun/config.yaml:1`]);
    expect(await shown('concurrency', { NETRUN_CONCURRENCY: '30' })).toEqual([
      '30',
      'environment: NETRUN_CONCURRENCY',
    ]);
  });

  test.each([
    ['enable: false', 'false'],
    ['no-enable: true', 'false'],
    ['enable: true', 'true'],
  ])('takes a switch as %s', async (line, value) => {
    await project(line);
    expect((await shown('enable'))[0]).toBe(value);
  });

  test.each([
    ['columns: [device, output]', 'device, output'],
    ['sort: -name,status', '-name,status'],
    ['include: [^ip, route]', '^ip, route'],
    ['output: [json, csv=run.csv]', 'json, csv=run.csv'],
    ["answer: 'sure=y'", 'sure=y'],
  ])('is shown as it is written: %s', async (line, value) => {
    await project(line);
    expect(await shown(line.split(':')[0] ?? '')).toEqual([value, 'netrun.yaml:1']);
  });

  test('takes each item of a list, and refuses a list where one value would be lost', async () => {
    const run = () => netrun(['-o', 'csv', 'show clock'], { cwd: folder, env, inventory: INVENTORY });
    await project('sort: [-status, nmae]\nconcurrency: [10, 20]\n');
    const { code, stderr } = await run();
    expect(code).toBe(2);
    expect(stderr).toMatch(/^netrun\.yaml:1:1: sort: there is inventory/m);
    expect(stderr).toMatch(/^netrun\.yaml:2:1: concurrency: one value is wanted, and no list\.$/m);
  });

  test('is what a run goes by, unless the command line says otherwise', async () => {
    await project('limit: [nowhere]\n');
    const run = (...args: string[]) =>
      netrun(['--dry-run', ...args, 'show clock'], { cwd: folder, env, inventory: INVENTORY });

    expect((await run()).stderr).toContain('nowhere');
    expect((await run('-l', '192.0.2.1')).code).toBe(0);
  });

  test('does not stand in the way of the help', async () => {
    await project('nonsense');
    expect((await netrun(['--help'], { cwd: folder, env })).code).toBe(0);
  });

  test.each([
    ['doctor', ['--stage', 'tcp'], 1, /connection refused on port 1\n/],
    ['inventory', [], 0, /port +1\n/],
    ['trust', [], 0, /\[127\.0\.0\.1\]:1\n/],
  ])(
    'counts for netrun %s as well, but not where that calls something else the same',
    async (name, args, code, shown) => {
      await project('output: grouped\nport: 1\n');
      const entry = INVENTORY.replace('192.0.2.1', '127.0.0.1');
      await writeFile(path.join(folder, 'devices.yaml'), entry, { mode: 0o600 });
      const run = await netrun([name, ...args], { cwd: folder, env });
      expect({ code: run.code, stderr: run.stderr }).toEqual({ code, stderr: '' });
      expect(run.stdout).toMatch(shown);
    },
  );

  test('is refused with every problem and its place', async () => {
    await project('concurency: 50\ntimeout: {}\n');
    const wrong = await netrun(['show clock'], { cwd: folder, env, inventory: INVENTORY });

    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toBe(
      'netrun.yaml:1:1: "concurency" is no option of netrun; did you mean concurrency?\n' +
        'netrun.yaml:2:10: timeout takes a value or a list of values, not a mapping\n',
    );

    await project('concurrency: many\noutput: xml\npipelining: maybe\n');
    const values = await netrun(['show clock'], { cwd: folder, env, inventory: INVENTORY });
    expect(values).toMatchObject({ code: 2, stdout: '' });
    expect(values.stderr).toMatch(/^netrun\.yaml:1:1: concurrency: a whole number/m);
    expect(values.stderr).toMatch(/^netrun\.yaml:2:1: output: Allowed choices are pretty/m);
    expect(values.stderr).toMatch(/^netrun\.yaml:3:1: pipelining: true or false is wanted/m);
  });
});
