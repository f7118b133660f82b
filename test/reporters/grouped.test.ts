import { describe, expect, test } from 'vitest';
import type { Result } from '../../src/model/result.ts';
import { ciscoIos } from '../../src/platforms/cisco-ios.ts';
import { grouped } from '../../src/reporters/grouped.ts';
import type { Grouping } from '../../src/reporters/reporter.ts';
import { showTogether } from '../../src/reporters/together.ts';
import { device, eventsOf, outcome, replay, reply, summaryOf } from './fixed-run.ts';
import { recordingSink } from './recording-sink.ts';

function answered(name: string, output: string, status: 'ok' | 'rejected' = 'ok'): Result {
  return {
    device: device(`10.0.0.${name.replace(/\D/g, '')}`, { name }),
    replies: [reply('show version', output, status)],
    outcome: outcome({ status }),
  };
}

/** What is shown of results that arrive in this order; `index` is their place in the inventory. */
async function shown(
  results: readonly Result[],
  {
    diff = 'none',
    ignore = [],
    arrival = results.map((_, index) => index),
  }: {
    diff?: Grouping['diff'];
    ignore?: readonly RegExp[];
    arrival?: readonly number[];
  } = {},
): Promise<string> {
  const [stdout, stderr] = [recordingSink(), recordingSink()];
  const devices = results.map((result) => result.device);
  const grouping = { diff, volatileOf: () => [...ciscoIos.volatile, ...ignore] };
  const show = showTogether([{ open: grouped.open, out: stdout }], {
    devices,
    stdout,
    stderr,
    tells: 'all',
    grouping,
  });
  await replay(show, { devices, events: eventsOf(results, arrival), summary: summaryOf(results) });
  return stdout.text();
}

const VERSIONS = [
  answered('sw01', 'Version 15.1\nsw01 uptime is 3 weeks, 2 days\n'),
  answered('sw02', 'Version 15.2\nsw02 uptime is 1 day\n'),
  answered('sw03', 'Version 15.2\nsw03 uptime is 5 years\n'),
  answered('sw04', 'Version 15.2\nsw04 uptime is 1 week\n'),
];

describe('grouped', () => {
  test('shows equal outputs once, the largest group first, whatever their own name and uptime are', async () => {
    expect(await shown(VERSIONS)).toBe(
      'sw[02-04] (3)\nVersion 15.2\nsw02 uptime is 1 day\n\nsw01\nVersion 15.1\nsw01 uptime is 3 weeks, 2 days\n',
    );
  });

  test('shows the same whatever order devices finish in', async () => {
    expect(await shown(VERSIONS, { arrival: [3, 1, 0, 2] })).toBe(await shown(VERSIONS));
  });

  test('keeps those apart that ended otherwise, though they printed the same', async () => {
    const text = await shown([answered('sw1', 'x\n'), answered('sw2', 'x\n', 'rejected')]);
    expect(text).toBe('sw1\nx\n\nsw2  rejected\n$ show version  (rejected)\nx\n');
  });

  test('ignores what the user says', async () => {
    const results = [answered('sw1', 'a\nload 17 %\n'), answered('sw2', 'a\nload 80 %\n')];
    expect(await shown(results)).toContain('\n\nsw2\n');
    expect(await shown(results, { ignore: [/^load .*$/] })).toBe('sw[1-2] (2)\na\nload 17 %\n');
  });

  test('shows what a group has otherwise than the largest one', async () => {
    expect(await shown(VERSIONS, { diff: 'largest' })).toBe(
      [
        'sw[02-04] (3)',
        'Version 15.2',
        'sw02 uptime is 1 day',
        '',
        'sw01',
        '--- sw02',
        '+++ sw01',
        '@@ -1,2 +1,2 @@',
        '-Version 15.2',
        '-sw02 uptime is 1 day',
        '+Version 15.1',
        '+sw01 uptime is 3 weeks, 2 days',
        '',
      ].join('\n'),
    );
  });

  test('or than one device', async () => {
    const text = await shown(VERSIONS, { diff: { to: 'sw01' } });
    expect(text).toContain('sw[02-04] (3)\n--- sw01\n+++ sw02\n');
    expect(text).toContain('\nsw01\nVersion 15.1\n');
  });
});
