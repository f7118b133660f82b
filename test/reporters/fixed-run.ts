import type { Device } from '../../src/model/device.ts';
import type { RunEvent } from '../../src/model/event.ts';
import { newDevice } from '../../src/model/new-device.ts';
import type { Outcome, Reply, Verdict } from '../../src/model/outcome.ts';
import { assembler, type Result, type Summary } from '../../src/model/result.ts';
import type { Format, ReporterFactory, Sink } from '../../src/reporters/reporter.ts';
import { type Show, showTogether } from '../../src/reporters/together.ts';
import { EVERYTHING, type Wishes } from '../../src/reporters/wishes.ts';
import { type RecordingSink, recordingSink } from './recording-sink.ts';

export function device(host: string, fields: Partial<Device> = {}): Device {
  return newDevice({
    host,
    platform: 'cisco_ios',
    username: 'admin',
    password: 'pass-word-of-the-test',
    secret: 'secret-of-the-test',
    ...fields,
  });
}

export function reply(command: string, output: string, status: Reply['status'] = 'ok'): Reply {
  return { command, output, status, durationMs: 12.6 };
}

export function outcome(verdict: Verdict, fields: Partial<Omit<Outcome, 'status'>> = {}): Outcome {
  return { ...verdict, notes: [], durationMs: 420.4, attempts: 1, ...fields };
}

const REFUSED = {
  kind: 'connect',
  message: 'the connection was refused',
  hint: 'is SSH enabled on the device?',
} as const;

/** One of everything that can come of a device, in inventory order. */
export const FIXED_RESULTS: readonly Result[] = [
  {
    device: device('192.168.100.1', { name: 'r1' }),
    replies: [reply('show version', 'Cisco IOS Software\nuptime is 1 day\n')],
    outcome: outcome({ status: 'ok' }),
  },
  {
    device: device('192.168.100.2', { name: 'r2' }),
    replies: [reply('show version', 'IOS\n'), reply('show fooo', "% Invalid input at '^'\n", 'rejected')],
    outcome: outcome({ status: 'rejected' }, { notes: ['paging could not be switched off'] }),
  },
  {
    device: device('192.168.100.3', { name: 'r3' }),
    replies: [reply('show version', 'IOS, then nothing', 'partial')],
    outcome: outcome({
      status: 'failed',
      failure: {
        kind: 'timeout',
        message: 'nothing came for 60 s',
        hint: 'raise --timeout',
        awaited: 'the prompt "r3#"',
        lastLine: 'IOS, then \x1b[31mnothing',
      },
    }),
  },
  {
    device: device('192.168.100.4', { name: 'r4' }),
    replies: [],
    outcome: outcome({ status: 'failed', failure: REFUSED }, { attempts: 2 }),
  },
  {
    device: device('192.168.100.5', { name: 'r5' }),
    replies: [],
    outcome: outcome(
      { status: 'skipped', reason: 'three devices before it refused the password' },
      { attempts: 0 },
    ),
  },
  { device: device('192.168.100.6', { name: 'r6' }), replies: [], outcome: outcome({ status: 'cancelled' }) },
  // The same host twice.
  {
    device: device('192.168.100.1', { name: 'r1-again', port: 2222 }),
    replies: [reply('show version', 'Cisco IOS Software\n')],
    outcome: outcome({ status: 'ok' }),
  },
  {
    device: device('київ-1', { platform: 'linux' }),
    replies: [reply('hostname', '東京 🛰 ok\n')],
    outcome: outcome({ status: 'ok' }, { notes: ['paging could not be switched off'] }),
  },
  {
    device: device('10.0.0.9'),
    replies: [reply('show clock', 'a\tb\x1b[2J\x07\x9b5n\r\n\u202ereversed\x7f\n')],
    outcome: outcome({ status: 'ok' }),
  },
  {
    device: device('10.0.0.10'),
    replies: [reply('show clock', 'no final newline')],
    outcome: outcome({ status: 'ok' }),
  },
  { device: device('10.0.0.11'), replies: [reply('show clock', '')], outcome: outcome({ status: 'ok' }) },
  { device: device('10.0.0.12'), replies: [], outcome: outcome({ status: 'failed', failure: REFUSED }) },
];

export function summaryOf(results: readonly Result[], fields: Partial<Summary> = {}): Summary {
  const count = (status: Outcome['status']) =>
    results.filter((result) => result.outcome.status === status).length;
  return {
    inventory: results.length,
    selected: results.length,
    ok: count('ok'),
    rejected: count('rejected'),
    failed: count('failed'),
    skipped: count('skipped'),
    cancelled: count('cancelled'),
    durationMs: 1_234.5,
    ...fields,
  };
}

/** Devices finish in an order that is not the inventory's, with their events among each other. */
export const ARRIVAL: readonly number[] = [3, 0, 7, 1, 5, 4, 2, 11, 10, 9, 8, 6];

export function eventsOf(results: readonly Result[], arrival: readonly number[]): RunEvent[] {
  const started = arrival.flatMap((index): RunEvent[] => [
    { type: 'started', index },
    { type: 'stage', index, stage: 'connect' },
  ]);
  const finished = arrival.flatMap((index): RunEvent[] => {
    const result = results[index];
    if (!result) return [];
    const replied = result.replies.map((reply): RunEvent => ({ type: 'replied', index, reply }));
    return [...replied, { type: 'finished', index, outcome: result.outcome }];
  });
  return [...started, ...finished];
}

/** What a reporter may be tried with; by default the fixed results, into pipes, without colour. */
export type Showing = {
  readonly results?: readonly Result[];
  /** Indexes in the order in which devices finish; those left out never do. */
  readonly arrival?: readonly number[];
  readonly summary?: Summary;
  readonly stdout?: RecordingSink;
  readonly stderr?: RecordingSink;
  readonly quiet?: boolean;
  readonly wishes?: Partial<Wishes>;
};

/** Shows a run with a reporter, as the command line does it, and gives what was written. */
export async function show(
  format: Format | ReporterFactory,
  {
    results = FIXED_RESULTS,
    arrival = results === FIXED_RESULTS ? ARRIVAL : results.map((_, index) => index),
    summary = summaryOf(results),
    stdout = recordingSink(),
    stderr = recordingSink(),
    quiet = false,
    wishes = {},
  }: Showing = {},
): Promise<{ stdout: RecordingSink; stderr: RecordingSink; lost: number }> {
  const devices = results.map((result) => result.device);
  const lost = await replay(openShow(format, { devices, stdout, stderr, quiet, wishes }), {
    devices,
    events: eventsOf(results, arrival),
    summary,
  });
  return { stdout, stderr, lost };
}

/** A run shown in one way, as the command line opens it. */
export function openShow(
  format: Format | ReporterFactory,
  {
    devices,
    stdout,
    stderr,
    quiet,
    wishes = {},
  }: {
    devices: readonly Device[];
    stdout: Sink;
    stderr: Sink;
    quiet: boolean;
    wishes?: Partial<Wishes>;
  },
): Show {
  const screen = { devices, stdout, stderr, now: () => 0, wishes: { ...EVERYTHING, ...wishes } };
  // A folder of files stands beside a format, which has the word of everything but its losses.
  if (!('open' in format))
    return showTogether([{ open: format, out: stdout }], { ...screen, tells: 'losses' });
  const tells = quiet ? (format.carriesFailures ? 'losses' : 'failures') : 'all';
  return showTogether([{ open: format.open, out: stdout }], { ...screen, tells });
}

export async function replay(
  reporter: Show,
  { devices, events, summary }: { devices: readonly Device[]; events: readonly RunEvent[]; summary: Summary },
): Promise<number> {
  const assemble = assembler(devices);
  for (const event of events) {
    await reporter.event(event);
    const result = assemble(event);
    if (result) await reporter.result(result, event.index);
  }
  return reporter.end(summary);
}
