import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { netrun } from '../integration/harness.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ devices: 6 });
});
afterAll(() => lab.close());

/** Runs on the lab; the devices of these places are not there. */
async function run(missing: readonly number[], ...args: string[]) {
  const devices = lab.devices.map((device, place) =>
    missing.includes(place) ? { ...device, port: 1 } : device,
  );
  const ended = await netrun(['-o', 'json', '--no-record', '--retries', '0', ...args], {
    inventory: inventoryText(devices),
  });
  const { summary, results } = JSON.parse(ended.stdout);
  return { ...ended, summary, statuses: results.map(({ status }: { status: string }) => status), results };
}

describe('A run in waves', () => {
  test('reaches every device', async () => {
    const ended = await run([], '--batch', '1,50%,100%', 'show clock');
    expect(ended).toMatchObject({ code: 0, summary: { ok: 6 } });
  });

  test('stops before the wave behind a failed one', async () => {
    const ended = await run([0], '--batch', '1,100%', '--max-failures', '1', 'show clock');
    expect(ended.code).toBe(1);
    expect(ended.statuses).toEqual(['failed', 'skipped', 'skipped', 'skipped', 'skipped', 'skipped']);
    expect(ended.results[1].reason).toBe('max-failures: 1 device has failed, and no further one was begun');
  });

  test('--fail-fast begins no further device', async () => {
    const ended = await run([1], '--concurrency', '1', '--fail-fast', 'show clock');
    expect(ended.statuses).toEqual(['ok', 'failed', 'skipped', 'skipped', 'skipped', 'skipped']);
  });
});

test('--login-rate lets no more logins begin a second', async () => {
  const before = performance.now();
  const ended = await run([], '--login-rate', '4/s', 'show clock');
  expect(ended).toMatchObject({ code: 0, summary: { ok: 6 } });
  expect(performance.now() - before).toBeGreaterThan(1_250);
});

test('--run-timeout cancels what is left, and ends with 1', async () => {
  const ended = await run([], '--run-timeout', '1', '--concurrency', '1', 'show slow');
  expect(ended.code).toBe(1);
  expect(ended.summary.cancelled).toBeGreaterThan(0);
  expect(ended.summary.ok + ended.summary.rejected + ended.summary.cancelled).toBe(6);
  expect(ended.stderr).toContain('the run was not done within 1 s');
});
