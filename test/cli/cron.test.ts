import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { netrun } from '../integration/harness.ts';
import { HAS_TERMINAL, onTerminal, startNetrun } from './program.ts';

let lab: Lab;
let folder: string;
beforeAll(async () => {
  lab = await startLab({ devices: 3, platform: 'cisco_ios', port: 0 });
});
afterAll(() => lab.close());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-cron-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs in the folder, with the state that runs before it have left there. */
function run(...args: string[]) {
  return netrun(args, { cwd: folder, env: { NETRUN_STATE_DIR: path.join(folder, 'state') } });
}

/** The same with --cron, and without the second pass a minute later. */
function cron(...args: string[]) {
  return run('--cron', '--retries', '0', ...args);
}

/** The inventory of the lab; the devices of these places have a port that nobody listens on. */
async function writeInventory(...broken: number[]): Promise<void> {
  const devices = lab.devices.map((device, place) =>
    broken.includes(place) ? { ...device, port: 1 } : device,
  );
  await writeFile(path.join(folder, 'devices.yaml'), inventoryText(devices));
}

describe('netrun --cron', () => {
  test('says nothing when all is well', async () => {
    await writeInventory();
    expect(await cron('show clock')).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  test('prints the format that it is asked for, and writes the files', async () => {
    await writeInventory();
    const shown = await cron('-o', 'ndjson', '-o', 'raw=run.txt', '--output-dir', 'out', 'show privilege');
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout.trim().split('\n')).toHaveLength(3);
    expect(await readFile(path.join(folder, 'run.txt'), 'utf8')).toContain('privilege level');
    expect(await readFile(path.join(folder, 'out/R3.txt'), 'utf8')).toContain('privilege level');
  });

  test('prints no format that only a configuration names', async () => {
    await writeInventory();
    await writeFile(path.join(folder, 'netrun.yaml'), 'output: grouped\n');
    expect(await cron('show clock')).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  test.each([[[]], [['-o', 'json=run.json']]])(
    'tells of failures in one block on stderr, with %j',
    async (options) => {
      await writeInventory(0, 1);
      const failing = await cron(...options, 'show clock');
      expect(failing).toMatchObject({ code: 1, stdout: '' });
      expect(failing.stderr).toBe(
        'failed (connect): connection refused on port 1: R[1-2] (2)\n  hint: is SSH on there? "port: N" in the inventory (--port) names another port\n',
      );
    },
  );

  test('says nothing about failures that are tolerated, though the results have them', async () => {
    await writeInventory(1);
    expect(await cron('--tolerate', 'connect', 'show clock')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    const shown = await cron('--tolerate', '1', '-o', 'json', 'show clock');
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(shown.stdout).summary).toMatchObject({ ok: 2, failed: 1 });
    const twice = await run('--tolerate', '1', 'show clock');
    expect(twice.code).toBe(0);
    expect(twice.stderr).toContain('failed (connect)');
  });

  test('lets devices that are disabled be', async () => {
    const text = inventoryText(lab.devices).replace('name: R1\n', 'name: R1\n    disabled: true\n');
    await writeFile(path.join(folder, 'devices.yaml'), text);
    const shown = await cron('-o', 'json', 'show clock');
    expect(JSON.parse(shown.stdout).summary).toMatchObject({ ok: 2, skipped: 1 });
    expect(shown).toMatchObject({ code: 0, stderr: '' });
  });

  test('does not ask where it could', { skip: !HAS_TERMINAL }, async () => {
    await writeFile(
      path.join(folder, 'devices.yaml'),
      '- {device_type: cisco_ios, ip: 127.0.0.1, username: u}\n',
    );
    await using program = onTerminal(['--cron', '-i', path.join(folder, 'devices.yaml'), 'show clock'], {
      NETRUN_STATE_DIR: path.join(folder, 'state'),
    });
    const { code, stdout } = await program.ended;
    expect(code).toBe(2);
    expect(stdout).toContain('no terminal to ask on');
  });
});

describe('netrun check --cron', () => {
  test('says nothing when every device complies, and which does not otherwise', async () => {
    await writeInventory();
    const check = (...rules: string[]) =>
      run('check', '--cron', '--retries', '0', ...rules, 'show privilege');
    expect(await check('--present', 'level is 15')).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const failing = await check('--absent', 'level is 15');
    expect(failing.code).toBe(1);
    expect(failing.stdout).toContain('R3');
  });

  test('has no differences to show', async () => {
    await writeInventory();
    const refused = await run('check', '--changed', '--present', 'x', 'show privilege');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('--changed goes with a run');
  });
});

describe('One run of a job at a time', () => {
  const env = () => ({ NETRUN_STATE_DIR: path.join(folder, 'state') });

  test('is all that --cron allows; another job, and a run without it, may go on', async () => {
    await writeInventory();
    await using fifo = startNetrun(['--cron', '-f', '-'], { cwd: folder, env: env() });
    // It waits for its commands, and holds its lock.
    await expect
      .poll(() =>
        stat(path.join(folder, 'state/jobs')).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    const second = await run('--cron', '-f', '-');
    expect(second).toMatchObject({ code: 75, stdout: '' });
    expect(second.stderr).toMatch(
      /^another run of this job has not ended \(process \d+ on .*, since .*\): nothing was done\n$/,
    );
    expect((await cron('show clock')).code).toBe(0);
    // Killed, it cannot give its lock back.
    fifo.interrupt('SIGKILL');
    await fifo.ended;
    const third = await netrun(['--cron', '-f', '-'], { cwd: folder, env: env(), stdin: 'show clock\n' });
    expect(third).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });
});

describe('netrun --changed', () => {
  /** What devices have printed, a file for each command. */
  async function kept(): Promise<readonly string[]> {
    return readdir(path.join(folder, 'state/changed'));
  }

  test('has nothing to compare with at first, and nothing to say when nothing has changed', async () => {
    await writeInventory();
    const first = await run(
      '--changed',
      '--output-dir',
      'kept',
      '--file-name',
      '{name}',
      'show running-config',
    );
    expect(await readdir(path.join(folder, 'kept'))).toContain('R1');
    expect(first).toMatchObject({ code: 0, stdout: 'nothing to compare with yet: R[1-3] (3)\n' });
    expect(await kept()).toHaveLength(3);
    expect(await cron('--changed', 'show running-config')).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  test('shows what has changed as a unified diff for each device, and not what changes by itself', async () => {
    await writeInventory();
    await run('--changed', 'show ip interface brief', '-l', 'R1,R2');
    for (const name of await kept()) {
      const file = path.join(folder, 'state/changed', name);
      const before = JSON.parse(await readFile(file, 'utf8'));
      const output = before.output.replace(/(Loopback0 .*)up( +)up/, '$1down$2down');
      await writeFile(file, JSON.stringify({ ...before, output }));
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    }
    const second = await cron('--changed', 'show ip interface brief', '-l', 'R1,R2');
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(second.stdout.match(/^--- R\d: show ip interface brief\t\d{4}-.*Z$/gm)).toHaveLength(2);
    expect(second.stdout).toMatch(/^-Loopback0 .* down +down *\n\+Loopback0 .* up +up *$/m);
    expect(second.stdout).not.toMatch(/^[-+]GigabitEthernet/m);
    expect((await cron('--changed', 'show ip interface brief', '-l', 'R1,R2')).stdout).toBe('');
  });

  test('does not forget what a device printed before it was down', async () => {
    await writeInventory();
    await run('--changed', 'show privilege');
    await writeInventory(0);
    expect((await cron('--changed', 'show privilege')).code).toBe(1);
    await writeInventory();
    expect(await cron('--changed', 'show privilege')).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  test.each([
    [['--changed', '-o', 'json', 'show clock'], /-o json needs a file: -o json=run\.txt/],
    [['--changed', '--no-record', 'show clock'], /leave out --no-record/],
  ])('%j is refused', async (args, why) => {
    await writeInventory();
    const refused = await run(...args);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(why);
  });
});

describe('What is written for other programs', () => {
  test('numbers for Prometheus', async () => {
    await writeInventory(2);
    await cron('--metrics', 'netrun.prom', 'show clock');
    const file = path.join(folder, 'netrun.prom');
    const text = await readFile(file, 'utf8');
    expect(text).toContain('netrun_devices{run="netrun",status="ok"} 2\n');
    expect(text).toContain('netrun_failures{run="netrun",kind="connect"} 1\n');
    expect(text).toContain('netrun_device_up{run="netrun",device="R3",host="127.0.0.1",port="1"} 0\n');
    expect(text).toMatch(/^netrun_run_duration_seconds\{run="netrun"\} \d+(\.\d+)?(e-\d+)?$/m);
    expect(text).toMatch(/^netrun_last_run_timestamp_seconds\{run="netrun"\} \d{10}(\.\d+)?$/m);
    expect(text.endsWith('\n# EOF\n')).toBe(true);
    // The collector is another user.
    expect((await stat(file)).mode & 0o444).toBe(0o444 & ~process.umask());
  });

  test('a log of JSON lines, which runs are added to and which has no secrets', async () => {
    await writeInventory(2);
    await cron('--log-file', 'logs/netrun.log', '--answer', 'Sure\\?=s3cret', 'show clock');
    await cron('--log-file', 'logs/netrun.log', 'show clock');
    const file = path.join(folder, 'logs/netrun.log');
    const text = await readFile(file, 'utf8');
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ event }) => event)).toEqual(
      Array.from({ length: 2 }, () => ['started', 'finished', 'finished', 'finished', 'summary']).flat(),
    );
    expect(lines[0]).toMatchObject({ folder, commands: ['show clock'], devices: 3 });
    expect(lines.find(({ device }) => device === 'R3')).toMatchObject({ status: 'failed', kind: 'connect' });
    expect(lines[4]).toMatchObject({ ok: 2, failed: 1 });
    expect(new Set(lines.map(({ run }) => run)).size).toBe(2);
    for (const secret of ['s3cret', ...lab.devices.map(({ password }) => password)]) {
      expect(text).not.toContain(secret);
    }
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test.each([['--metrics'], ['--log-file']])('%s is refused where nothing can be written', async (option) => {
    await writeInventory();
    await writeFile(path.join(folder, 'file'), '');
    const refused = await cron(option, 'file/below.txt', 'show clock');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('nothing can be written to file/below.txt');
  });
});
