import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { netrun } from '../integration/harness.ts';

let lab: Lab;
let folder: string;
beforeAll(async () => {
  lab = await startLab({ devices: 3, platform: 'cisco_ios', port: 0 });
});
afterAll(() => lab.close());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-rerun-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs in the folder, with the state that runs before it have left there. */
function run(...args: string[]) {
  return netrun(args, { cwd: folder, env: { NETRUN_STATE_DIR: path.join(folder, 'state') } });
}

/** The inventory of the lab; the devices of these places have a port that nobody listens on. */
async function writeInventory(...broken: number[]): Promise<void> {
  const devices = lab.devices.map((device, place) =>
    broken.includes(place) ? { ...device, port: 1 } : device,
  );
  await writeFile(path.join(folder, 'devices.yaml'), inventoryText(devices));
}

describe('netrun --rerun', () => {
  test('repeats the command and the options of the last run for the devices that failed', async () => {
    await writeInventory(1);
    expect((await run('-o', 'ndjson', 'show clock')).code).toBe(1);
    await writeInventory();
    const again = await run('--rerun', 'failed');
    expect(again.code).toBe(0);
    expect(
      again.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).device),
    ).toEqual(['R2']);
  });

  test('lets what is typed now go before what was typed then', async () => {
    await writeInventory(0, 1);
    await run('-o', 'ndjson', 'show clock');
    const again = await run('--rerun', 'failed', '--reason', 'connect', '-o', 'json');
    expect(JSON.parse(again.stdout).summary).toMatchObject({ selected: 2, failed: 2 });
  });

  test('takes a file of results and another command', async () => {
    await writeInventory(2);
    await run('-o', 'json=run.json', 'show clock');
    await writeInventory();
    const again = await run('--rerun', 'run.json', '-o', 'json', 'show privilege');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout).results).toMatchObject([
      { device: 'R3', replies: [{ command: 'show privilege' }] },
    ]);
  });

  test.each([
    [['--rerun', 'failed'], /there is nothing to repeat|no earlier run/],
    [['--rerun', 'nonsense'], /--rerun takes rejected, failed, skipped, cancelled or a file of results/],
    [['--reason', 'timeout', 'show clock'], /--reason goes with --rerun/],
    [['--rerun', 'summary.json'], /summary\.json: these are no results/],
  ])('%j is refused where it means nothing', async (args, why) => {
    await writeInventory();
    await writeFile(path.join(folder, 'summary.json'), '{"version":1,"summary":{"ok":1}}\n');
    const refused = await run(...args);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(why);
  });

  test('says when all went well', async () => {
    await writeInventory();
    await run('show clock');
    expect((await run('--rerun', 'failed')).stderr).toContain('there is nothing to repeat');
  });

  test('knows no run that was not to be recorded', async () => {
    await writeInventory(0);
    await run('--no-record', 'show clock');
    expect((await run('--rerun', 'failed')).code).toBe(2);
  });
});

describe('netrun last', () => {
  test('shows the last run again, in another format too', async () => {
    await writeInventory(1);
    const first = await run('show clock');
    const shown = await run('last', '-q');
    expect(shown.stdout).toBe(first.stdout);
    const { summary, results } = JSON.parse((await run('last', '-o', 'json')).stdout);
    expect(summary).toMatchObject({ selected: 3, ok: 2, failed: 1 });
    expect(results.map(({ status }: { status: string }) => status)).toEqual(['ok', 'failed', 'ok']);
  });

  test('says where the outputs are', async () => {
    await writeInventory();
    await run('--output-dir', 'out', 'show clock');
    expect((await run('last')).stderr).toContain('note: the outputs are in out\n');
    expect(await readFile(path.join(folder, 'out/R1.txt'), 'utf8')).toContain('UTC');
  });

  test('says that there is none', async () => {
    expect(await run('last')).toMatchObject({ code: 2, stdout: '' });
  });
});
