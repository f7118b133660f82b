import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FAULTS, type FaultName, type FaultyDevice } from '../../src/lab/faults.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { startNetrun } from '../cli/program.ts';
import type { Report } from '../integration/harness.ts';
import { ELSEWHERE, EXPECTED, type Expected } from './expected.ts';
import { type BlackHole, fullBacklog } from './full-backlog.ts';

/** Seconds: for each stage and between two bytes, and for a whole device. */
const [STAGE, WHOLE] = [3, 6];
/** What a busy machine may take besides. */
const SLACK_MS = 15_000;
const OPTIONS =
  `-o json --retries 0 --connect-timeout ${STAGE} --login-timeout ${STAGE} --timeout ${STAGE} --device-timeout ${WHOLE}
  --max-output 8 --concurrency 200`.split(/\s+/);

const OUTPUT = Array.from({ length: 40 }, (_, line) => `interface ${line} is up\n`).join('');
const HEALTHY = Array.from({ length: 50 }, (_, place) => `healthy-${place + 1}`);
const ALL: Readonly<Record<string, Expected>> = { ...EXPECTED, ...ELSEWHERE };
const EXECUTORS = ['threads', 'processes', 'inline'] as const;

// Broadcast addresses and queues that are full are other systems' own affair.
const skipped = process.platform === 'linux' ? [] : ['is-not-reachable', 'drops-packets'];
const rows = Object.keys(ALL).filter((name) => !skipped.includes(name));
if (skipped.length > 0) console.warn(`not played here: ${skipped.join(', ')}`);

let lab: Lab;
let hole: BlackHole;
let folder: string;
/** An inventory's entry for each. */
let entries: Map<string, object>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-test-'));
  hole = await fullBacklog();
  const names = Object.keys(FAULTS) as FaultName[];
  const effects = ['close', 'silence'] as const;
  lab = await startLab({
    devices: [
      ...names.map((name) => ({ name, ...FAULTS[name].device })),
      ...HEALTHY.map((name) => ({ name })),
      ...effects.map((effect) => ({
        name: `jump-host-${effect}`,
        behaviour: { forwarding: 'carried', fault: { after: 'carried', effect } } as const,
      })),
      ...effects.map((effect) => ({ name: `behind-${effect}` })),
    ],
    behaviour: { files: new Map([['it', OUTPUT]]) },
  });
  entries = new Map(
    lab.devices.map(({ platform, ...device }) => [
      device.name,
      { device_type: platform, ...device, ...faultOf(device.name)?.inventory },
    ]),
  );
  const elsewhere = (name: keyof typeof ELSEWHERE, as: string, more: object) =>
    entries.set(name, { ...entries.get(as), name, ...more });
  elsewhere('is-not-found', 'healthy-1', { host: 'a..b' });
  elsewhere('refuses-connection', 'healthy-1', { port: 1 });
  elsewhere('is-not-reachable', 'healthy-1', { host: '127.255.255.255' });
  elsewhere('drops-packets', 'healthy-1', { port: hole.port });
  const jump = (effect: string) =>
    `admin@127.0.0.1:${lab.devices.find(({ name }) => name === `jump-host-${effect}`)?.port}`;
  elsewhere('is-behind-a-host-that-dies', 'behind-close', { jump: jump('close') });
  elsewhere('is-behind-a-host-that-hangs', 'behind-silence', { jump: jump('silence') });
});

afterAll(async () => {
  await lab.close();
  await hole[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

function faultOf(name: string): FaultyDevice | undefined {
  return FAULTS[name as FaultName];
}

function commandOf(name: string): string {
  if (name.startsWith('is-behind-')) return 'show bytes 1000000';
  return faultOf(name)?.command ?? 'show file it';
}

/** Runs on these devices, and gives what the program printed and left behind. */
async function runOn(names: readonly string[], executor: (typeof EXECUTORS)[number]) {
  const own = await mkdtemp(path.join(folder, 'run-'));
  const temporary = path.join(own, 'tmp');
  await mkdir(temporary);
  const inventory = path.join(own, 'devices.yaml');
  const commands = path.join(own, 'commands.yaml');
  await writeFile(inventory, names.map((name) => `- ${JSON.stringify(entries.get(name))}\n`).join(''), {
    mode: 0o600,
  });
  await writeFile(commands, JSON.stringify(Object.fromEntries(names.map((name) => [name, commandOf(name)]))));
  const env = {
    NETRUN_STATE_DIR: path.join(own, 'state'),
    NETRUN_JUMP_PASSWORD: 'cisco123',
    TMPDIR: temporary,
    PATH: process.env.PATH ?? '',
  };
  await using program = startNetrun(['-i', inventory, '-f', commands, '--executor', executor, ...OPTIONS], {
    env,
    timeoutMs: 60_000,
  });
  const group = program.process.pid ?? 0;
  const ended = await program.ended;
  expect(ended.signal, `it did not end:\n${ended.stderr}`).toBeNull();
  expect(() => process.kill(-group, 0), 'processes that were left').toThrow('ESRCH');
  expect(readdirSync(temporary), 'temporary files that were left').toEqual([]);
  // Every field that is looked at is compared with what it should be.
  return { ...ended, report: JSON.parse(ended.stdout) as Report };
}

type Ran = Awaited<ReturnType<typeof runOn>>;

function expectRow(name: string, { report, stderr }: Ran): void {
  const expected = ALL[name];
  const results = report.results.filter(({ device }) => device === name);
  expect(results, name).toHaveLength(1);
  const [result] = results;
  if (!expected || !result) throw new Error(`nothing is known of ${name}`);
  expect({ name, status: result.status, why: result.failure }).toMatchObject({ status: expected.status });
  expect(result.durationMs, name).toBeLessThan(WHOLE * 1000 + SLACK_MS);
  if (expected.status === 'failed') {
    const { kind = '', message = '', hint = '' } = result.failure ?? {};
    expect(expected.kinds, `${name}: ${message}`).toContain(kind);
    expect(message).toMatch(expected.message ?? /./);
    expect(hint, `${name}: ${message}`).not.toBe('');
    expect(
      stderr.match(new RegExp(`^failed \\(${kind}\\): .*[ ,:]${name}(?:,| \\(|$)`, 'gm')),
      name,
    ).toHaveLength(1);
  }
  const output = result.replies.at(-1);
  expect(output?.output ?? '', name).toMatch(expected.output ?? /^$/);
  if (output) expect(output.status, name).toBe(expected.status === 'ok' ? 'ok' : 'partial');
}

function expectSums({ report, code }: Ran, names: readonly string[]): void {
  const { summary, results } = report;
  expect(results.map(({ device }) => device)).toEqual(names);
  const failed = names.filter((name) => ALL[name]?.status === 'failed').length;
  expect(summary).toMatchObject({
    inventory: names.length,
    selected: names.length,
    ok: names.length - failed,
    failed,
    rejected: 0,
    skipped: 0,
    cancelled: 0,
  });
  expect(code).toBe(failed === 0 ? 0 : 1);
}

describe.each(EXECUTORS)('every fault, by --executor %s', (executor) => {
  test('among fifty healthy devices ends each device as it should, and troubles no other', async () => {
    const names = [...HEALTHY.slice(0, 25), ...rows, ...HEALTHY.slice(25)];
    const ran = await runOn(names, executor);
    for (const name of rows) expectRow(name, ran);
    for (const result of ran.report.results.filter(({ device }) => HEALTHY.includes(device))) {
      expect(result).toMatchObject({
        status: 'ok',
        replies: [{ output: OUTPUT, status: 'ok' }],
        attempts: 1,
      });
    }
    expectSums(ran, names);
  });
});

// Each takes a program of its own, so the executors take turns.
describe('every fault, alone', () => {
  const waiting = rows.map((name, place) => ({ name, executor: EXECUTORS[place % 3] ?? 'threads' }));
  test('ends its device as it should, and the program with it', { timeout: 120_000 }, async () => {
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const ran = await runOn([next.name], next.executor);
        expectRow(next.name, ran);
        expectSums(ran, [next.name]);
      }
    };
    await Promise.all(Array.from({ length: 10 }, work));
  });
});
