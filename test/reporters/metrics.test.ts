import { describe, expect, test } from 'vitest';
import { metrics } from '../../src/reporters/metrics.ts';
import { device, FIXED_RESULTS, outcome, show } from './fixed-run.ts';

const MILLENNIUM = 946_684_800_000;

async function textOf(results = FIXED_RESULTS): Promise<string> {
  const { stdout } = await show(metrics({ run: 'clock', now: () => MILLENNIUM }), { results });
  return stdout.text();
}

/** Names and values of labels as the format has them: only these three are escaped. */
const SAMPLE = /^[a-z_]+\{(?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)+\} (?:\d+(?:\.\d+)?(?:e-\d+)?)$/;

describe('The numbers for Prometheus', () => {
  test('have a line for what each is, then its samples, and one for their end', async () => {
    const lines = (await textOf()).split('\n');
    expect(lines.splice(-2)).toEqual(['# EOF', '']);
    let family = '';
    for (const line of lines) {
      const [, help] = /^# HELP (\w+) ./.exec(line) ?? [];
      if (help) family = help;
      else if (line.startsWith('#')) expect(line).toBe(`# TYPE ${family} gauge`);
      else {
        expect(line).toMatch(SAMPLE);
        expect(line.startsWith(`${family}{`)).toBe(true);
      }
    }
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines).toContain('netrun_run_duration_seconds{run="clock"} 1.2345');
    expect(lines).toContain('netrun_last_run_timestamp_seconds{run="clock"} 946684800');
  });

  test('have names that cannot end their line', async () => {
    const named = device('10.0.0.1', { name: 'a"b\\c\nd\re' });
    const text = await textOf([{ device: named, replies: [], outcome: outcome({ status: 'ok' }) }]);
    expect(text).toContain('device="a\\"b\\\\c\\nd\ufffde",host="10.0.0.1"');
  });

  test('have devices of the same name, address and port once, and down when one of them is', async () => {
    const failure = { kind: 'closed', message: 'gone', hint: '' } as const;
    const text = await textOf([
      { device: device('r1'), replies: [], outcome: outcome({ status: 'ok' }) },
      { device: device('r1'), replies: [], outcome: outcome({ status: 'failed', failure }) },
    ]);
    expect(text.match(/^netrun_device_up.*$/gm)).toEqual([expect.stringMatching(/ 0$/)]);
  });

  test('say nothing of a device that nobody has asked', async () => {
    const text = await textOf([
      { device: device('r1'), replies: [], outcome: outcome({ status: 'skipped', reason: 'disabled' }) },
    ]);
    expect(text).not.toMatch(/^netrun_device_up\{/m);
    expect(text).toContain('netrun_devices{run="clock",status="skipped"} 1\n');
  });
});
