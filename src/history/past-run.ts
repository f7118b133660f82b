import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Device } from '../model/device.ts';
import { PLAIN_SSH } from '../model/login.ts';
import type { Outcome, Reply, Verdict } from '../model/outcome.ts';
import type { Result, Summary } from '../model/result.ts';
import type { DeviceTimes } from '../reporters/stage-times.ts';
import { journalFolder, journalsIn, type RunHeader, type StoredTimes } from './journal.ts';

/** A run that is over, as its journal tells it. */
export type PastRun = {
  readonly header: RunHeader;
  /** Without logins, which no journal has: for showing. */
  readonly devices: readonly Device[];
  /** One per device; `cancelled` where the run broke off before it had finished. */
  readonly results: readonly Result[];
  readonly summary: Summary;
  /** By the place of the device; those of a run of an older release are not known. */
  readonly times: ReadonlyMap<number, DeviceTimes>;
  /** Whether the run came to its end; a machine that lost its power has no last line. */
  readonly isWhole: boolean;
};

/** @returns the last run that a state folder knows; undefined where there is none */
export function lastRun(stateFolder: string): PastRun | undefined {
  const folder = journalFolder(stateFolder);
  for (const name of journalsIn(folder).toReversed()) {
    const run = readJournal(readFileSync(join(folder, name), 'utf8'));
    if (run) return run;
  }
  return undefined;
}

/** @returns undefined for a text that is no journal; lines that a crash has cut are left out */
export function readJournal(text: string): PastRun | undefined {
  const lines = text.split('\n').flatMap((line): Line[] => {
    try {
      return line === '' ? [] : [JSON.parse(line)]; // only journal.ts writes these lines
    } catch {
      return [];
    }
  });
  const header = lines[0]?.run;
  if (!header) return undefined;
  const devices = header.devices.map(withoutLogin);
  const found = new Map(lines.flatMap(({ index, result }) => (result ? [[index ?? -1, result]] : [])));
  const results = devices.map((device, index) => {
    const stored = found.get(index);
    return stored
      ? { device, replies: stored.replies, outcome: outcomeOf(stored) }
      : { device, replies: [], outcome: BROKEN_OFF };
  });
  const summary = lines.find((line) => line.summary)?.summary;
  return {
    header,
    devices,
    results,
    summary: summary ?? countsOf(results, header),
    times: new Map(lines.flatMap(timesOf)),
    isWhole: summary !== undefined,
  };
}

/** A line of a journal; each has one of its fields. */
type Line = {
  readonly run?: RunHeader;
  readonly index?: number;
  readonly result?: StoredResult;
  readonly times?: StoredTimes;
  readonly summary?: Summary;
};

/** A result as `record.ts` publishes it. */
type StoredResult = {
  readonly status: Verdict['status'];
  readonly replies: readonly Reply[];
  readonly failure: Extract<Verdict, { status: 'failed' }>['failure'] | null;
  readonly reason?: string;
  readonly notes: readonly string[];
  readonly durationMs: number;
  readonly attempts: number;
};

function timesOf({ index, result, times }: Line): readonly (readonly [number, DeviceTimes])[] {
  if (index === undefined || !result || !times) return [];
  const stages = times.stages.map(([stage, fromMs, toMs]) => ({ stage, fromMs, toMs }));
  return [[index, { index, status: result.status, fromMs: times.from, toMs: times.to, stages }]];
}

const BROKEN_OFF: Outcome = {
  status: 'cancelled',
  notes: ['the run was cut off before this device had finished'],
  durationMs: 0,
  attempts: 0,
};

function outcomeOf({ status, failure, reason = '', notes, durationMs, attempts }: StoredResult): Outcome {
  const rest = { notes, durationMs, attempts };
  if (status === 'failed' && failure) return { status, failure, ...rest };
  if (status === 'skipped') return { status, reason, ...rest };
  return { status: status === 'failed' ? 'cancelled' : status, ...rest };
}

function withoutLogin(device: RunHeader['devices'][number]): Device {
  return {
    ...device,
    username: '',
    password: undefined,
    secret: undefined,
    ssh: PLAIN_SSH,
    groups: [],
    variables: {},
    encoding: 'utf-8',
    pipelining: false,
    answers: [],
    deadlines: {},
  };
}

function countsOf(results: readonly Result[], { inventory }: RunHeader): Summary {
  const count = (status: Verdict['status']) =>
    results.filter(({ outcome }) => outcome.status === status).length;
  return {
    inventory,
    selected: results.length,
    ok: count('ok'),
    rejected: count('rejected'),
    failed: count('failed'),
    skipped: count('skipped'),
    cancelled: count('cancelled'),
    durationMs: 0,
  };
}
