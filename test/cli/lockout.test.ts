import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { netrun } from '../integration/harness.ts';

let lab: Lab;
let state: string;
beforeAll(async () => {
  lab = await startLab({ devices: 200, addresses: 'hosts' });
});
afterAll(() => lab.close());
beforeEach(async () => {
  state = await mkdtemp(path.join(tmpdir(), 'netrun-lockout-'));
});
afterEach(() => rm(state, { recursive: true }));

/** Runs on devices of the lab, and counts the passwords that they have checked meanwhile. */
async function run(devices: readonly { password?: string; secret?: string }[], ...args: string[]) {
  const before = lab.counters.loginsRejected;
  const secretsBefore = lab.counters.enableRejections;
  const inventory = inventoryText(
    lab.devices.slice(0, devices.length).map((device, place) => ({ ...device, ...devices[place] })),
  );
  const ended = await netrun(['-o', 'json', ...args, 'show clock'], {
    inventory,
    env: { NETRUN_STATE_DIR: state },
    timeoutMs: 120_000,
  });
  const { summary, results } = JSON.parse(ended.stdout);
  return {
    ...ended,
    summary,
    results,
    rejected: lab.counters.loginsRejected - before,
    secretsRejected: lab.counters.enableRejections - secretsBefore,
  };
}

const all = (size: number, password: string) => Array.from({ length: size }, () => ({ password }));
const RIGHT = () => lab.devices[0]?.password ?? '';

describe('A wrong password', () => {
  test.each(['threads', 'processes', 'inline'])(
    'is checked three times by 200 devices (%s)',
    async (executor) => {
      const ended = await run(all(200, 'wrong'), '--executor', executor);
      expect(ended.rejected).toBe(3);
      expect(ended.code).toBe(1);
      expect(ended.summary).toMatchObject({ selected: 200, failed: 3, skipped: 197 });
      const skipped = ended.results.find(({ status }: { status: string }) => status === 'skipped');
      expect(skipped.reason).toMatch(/^lockout-guard: the credentials of \w+ were rejected 3 times in a row/);
      expect(ended.stderr).toContain('lockout-guard');
    },
  );

  test('is not shown again by the next run, which says how to go on', async () => {
    await run(all(5, 'wrong'));
    const next = await run(all(5, 'wrong'));
    expect(next.rejected).toBe(0);
    expect(next.summary).toMatchObject({ skipped: 5 });
    expect(next.results[0].reason).toContain('--max-auth-failures');
    expect(await readFile(path.join(state, 'rejections.json'), 'utf8')).not.toContain('wrong');

    const forced = await run(all(5, 'wrong'), '--max-auth-failures', '0');
    expect(forced.rejected).toBe(5);
  });

  test('of some devices does not stop the others, whose password is right', async () => {
    const some = [...all(2, 'wrong'), ...all(38, RIGHT())];
    const ended = await run(some);
    expect(ended.rejected).toBe(2);
    expect(ended.summary).toMatchObject({ ok: 38, failed: 2, skipped: 0 });
  });

  test('--max-auth-failures 1 shows it to one device, while the others have connected already', async () => {
    const before = lab.counters.connections;
    const ended = await run(all(20, 'wrong'), '--max-auth-failures', '1');
    expect(ended.rejected).toBe(1);
    expect(lab.counters.connections - before).toBe(20);
    expect(ended.summary).toMatchObject({ failed: 1, skipped: 19 });
  });
});

test('A wrong enable secret is checked three times by 40 devices', async () => {
  const ended = await run(Array.from({ length: 40 }, () => ({ secret: 'wrong' })));
  expect(ended).toMatchObject({ rejected: 0, secretsRejected: 3, summary: { failed: 3, skipped: 37 } });
});

test('A right password goes to every device', async () => {
  const ended = await run(all(200, RIGHT()));
  expect(ended).toMatchObject({ code: 0, rejected: 0, summary: { ok: 200 } });
});

test('A right password goes to every device that takes it by keyboard-interactive alone', async () => {
  await using others = await startLab({
    devices: 6,
    behaviour: { authentication: 'keyboard-interactive' },
  });
  const ended = await netrun(['-o', 'json', 'show clock'], {
    inventory: inventoryText(others.devices),
    env: { NETRUN_STATE_DIR: state },
    timeoutMs: 30_000,
  });
  expect(JSON.parse(ended.stdout).summary).toMatchObject({ ok: 6 });
});

test('The time at the gate counts in no deadline', async () => {
  const ended = await run(
    all(5, RIGHT()),
    '--login-rate',
    '2',
    '--login-timeout',
    '1',
    '--device-timeout',
    '1',
  );
  expect(ended).toMatchObject({ code: 0, summary: { ok: 5 } });
  expect(ended.summary.durationMs).toBeGreaterThan(1_500);
});

test.each(['threads', 'inline'])(
  'A wrong password of jump hosts is checked by three of them, and keeps nobody waiting (%s)',
  async (executor) => {
    await using gates = await startLab({ devices: 10 });
    const jumps = gates.devices.map(({ username, port }) => ({ jump: `${username}@127.0.0.1:${port}` }));
    const entries = lab.devices.slice(0, 10).map(({ platform, ...device }, index) => ({
      device_type: platform,
      ...device,
      ...jumps[index],
    }));
    const ended = await netrun(['-o', 'json', '--executor', executor, 'show clock'], {
      inventory: entries.map((entry) => `- ${JSON.stringify(entry)}\n`).join(''),
      env: { NETRUN_STATE_DIR: state, NETRUN_JUMP_PASSWORD: 'wrong' },
      timeoutMs: 20_000,
    });
    expect(ended.code).toBe(1);
    expect(gates.counters.loginsRejected).toBe(3);
    expect(JSON.parse(ended.stdout).summary).toMatchObject({ failed: 3, skipped: 7 });
  },
);

test('A wrong secret of sudo is checked three times by 10 servers', async () => {
  await using servers = await startLab({
    devices: Array.from({ length: 10 }, () => ({ platform: 'linux' })),
  });
  const ended = await netrun(['-o', 'json', 'true'], {
    inventory: inventoryText(servers.devices.map((device) => ({ ...device, secret: 'wrong' }))),
    env: { NETRUN_STATE_DIR: state },
    timeoutMs: 30_000,
  });
  expect(servers.counters.enableRejections).toBe(3);
  expect(JSON.parse(ended.stdout).summary).toMatchObject({ failed: 3, skipped: 7 });
});

test('A wrong password of a login in the shell is checked three times by 10 devices', async () => {
  await using switches = await startLab({ devices: 10, behaviour: { shellLogin: 'name-and-password' } });
  const entries = switches.devices.map(({ platform, ...device }) => ({
    device_type: platform,
    ...device,
    shell_login: true,
    shell_password: 'wrong',
  }));
  const ended = await netrun(['-o', 'json', 'show clock'], {
    inventory: entries.map((entry) => `- ${JSON.stringify(entry)}\n`).join(''),
    env: { NETRUN_STATE_DIR: state },
    timeoutMs: 30_000,
  });
  expect(switches.counters.loginsRejected).toBe(3);
  expect(JSON.parse(ended.stdout).summary).toMatchObject({ failed: 3, skipped: 7 });
});
