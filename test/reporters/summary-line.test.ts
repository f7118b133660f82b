import { Chalk } from 'chalk';
import { describe, expect, test } from 'vitest';
import type { FailureKind } from '../../src/model/failure.ts';
import type { Summary } from '../../src/model/result.ts';
import { summaryLine } from '../../src/reporters/summary-line.ts';

const NONE: Summary = {
  inventory: 3,
  selected: 3,
  ok: 0,
  rejected: 0,
  failed: 0,
  skipped: 0,
  cancelled: 0,
  durationMs: 1_234,
};

describe('summary line', () => {
  test.each<[string, Partial<Summary>, [FailureKind, number][], string]>([
    ['counts what went well', { ok: 3 }, [], '3 devices: 3 ok in 1.2 s'],
    [
      'says the kind of failure',
      { ok: 2, failed: 1 },
      [['auth', 1]],
      '3 devices: 2 ok, 1 failed (auth) in 1.2 s',
    ],
    [
      'counts the kinds where there are several, the most frequent first',
      { failed: 3 },
      [
        ['auth', 1],
        ['connect', 2],
      ],
      '3 devices: 3 failed (2 connect, 1 auth) in 1.2 s',
    ],
    [
      'counts skipped and cancelled devices',
      { rejected: 1, skipped: 1, cancelled: 1 },
      [],
      '3 devices: 1 rejected, 1 skipped, 1 cancelled in 1.2 s',
    ],
    [
      'says how many of the inventory were selected',
      { inventory: 12, ok: 3 },
      [],
      '3 of 12 devices: 3 ok in 1.2 s',
    ],
    ['knows the singular', { inventory: 1, selected: 1, ok: 1 }, [], '1 device: 1 ok in 1.2 s'],
    ['says minutes of a long run', { ok: 3, durationMs: 125_400 }, [], '3 devices: 3 ok in 2 min 05 s'],
    ['does not say 60.0 s', { ok: 3, durationMs: 59_990 }, [], '3 devices: 3 ok in 1 min 00 s'],
  ])('%s', (_, summary, kinds, line) => {
    const chalk = new Chalk({ level: 0 });
    expect(summaryLine({ ...NONE, ...summary }, { kinds: new Map(kinds), chalk })).toBe(line);
  });
});
