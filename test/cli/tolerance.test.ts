import { describe, expect, test } from 'vitest';
import { parseOptions } from '../../src/cli/options.ts';
import { tolerance } from '../../src/cli/tolerance.ts';
import type { FailureKind } from '../../src/model/failure.ts';
import type { Outcome, Verdict } from '../../src/model/outcome.ts';

const IO = { stdout: { write: () => {} }, stderr: { write: () => {} } };

function outcome(verdict: Verdict): Outcome {
  return { ...verdict, notes: [], durationMs: 1, attempts: 1 };
}

function failed(kind: FailureKind): Outcome {
  return outcome({ status: 'failed', failure: { kind, message: 'it went wrong', hint: '' } });
}

const OK = outcome({ status: 'ok' });
const REJECTED = outcome({ status: 'rejected' });
const CANCELLED = outcome({ status: 'cancelled' });
const DISABLED = outcome({ status: 'skipped', reason: 'disabled' });

describe('What --tolerate lets pass', () => {
  test.each<[string, readonly Outcome[], boolean]>([
    ['', [OK, OK], true],
    ['', [OK, failed('connect')], false],
    ['--tolerate 1', [OK, failed('connect')], true],
    ['--tolerate 1', [REJECTED, failed('connect')], false],
    ['--tolerate 50%', [OK, OK, OK, REJECTED, REJECTED], true],
    ['--tolerate 50%', [OK, OK, REJECTED, REJECTED, REJECTED], false],
    ['--tolerate 5%', [OK, OK, failed('connect')], false],
    ['--tolerate 1 --tolerate 2', [failed('auth'), failed('connect')], true],
    ['--tolerate connect', [failed('connect'), failed('connect')], true],
    ['--tolerate connect', [failed('connect'), failed('auth')], false],
    ['--tolerate connect --tolerate 1', [failed('connect'), failed('connect'), failed('auth')], true],
    ['--tolerate failed', [failed('bug')], true],
    ['--tolerate skipped', [DISABLED], true],
    ['--tolerate disabled', [DISABLED, REJECTED], false],
    ['--tolerate 9', [CANCELLED], false],
    ['--tolerate cancelled', [CANCELLED], true],
    ['', [DISABLED], false],
    ['--cron', [DISABLED], true],
    ['--cron', [DISABLED, REJECTED], false],
  ])('"%s" with %j: %j', (options, outcomes, isKept) => {
    const argv = [...options.split(' ').filter((word) => word !== ''), 'show clock'];
    const counted = tolerance(parseOptions(argv, IO).tolerated, outcomes.length);
    for (const one of outcomes) counted.finished(one);
    expect(counted.isKept).toBe(isKept);
  });

  test('is a number, a share or a way to end', () => {
    expect(() => parseOptions(['--tolerate', 'rain', 'show clock'], IO)).toThrow(/tolerate/);
  });
});
