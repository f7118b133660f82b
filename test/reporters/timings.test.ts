import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import type { Result } from '../../src/model/result.ts';
import { timings } from '../../src/reporters/timings.ts';
import { device, outcome, reply } from './fixed-run.ts';
import { BEGIN, passing, showTimed } from './timed-run.ts';

const answered = (name: string): Result => ({
  device: device('10.0.0.1', { name }),
  replies: [reply('show clock', '12:00\n')],
  outcome: outcome({ status: 'ok' }),
});

const refused: Result = {
  device: device('10.0.0.2', { name: 'r2' }),
  replies: [],
  outcome: outcome({ status: 'failed', failure: { kind: 'connect', message: 'refused', hint: '' } }),
};

describe('--timings', () => {
  test('tells how long each stage took, and draws the slowest devices with the letters of the stages', async () => {
    const [fast, slow] = [answered('r1'), answered('東京-1')];
    const out = await showTimed(
      timings,
      [fast, slow],
      [...passing(0, 0, 100, fast), ...passing(1, 100, 200, slow)],
    );
    expect(out.text()).toBe(
      [
        'stage                devices    median   longest',
        ...[
          'r resolve',
          'c connect',
          'k key exchange',
          'a authentication',
          's shell',
          'e enable',
          '# command',
        ].map((stage) => `${stage.padEnd(18)}         2   0.100 s   0.200 s  東京-1`),
        '',
        'slowest devices',
        `東京-1  rrrrrrrrrcccccccckkkkkkkkkaaaaaaaaassssssssseeeeeeee#########   1.400 s`,
        `r1      ${'rrrrccccckkkkaaaaasssseeeee####'.padEnd(61)}   0.700 s`,
        '',
      ].join('\n'),
    );
  });

  test.each([80, 40, 200])('keeps to %i columns, whatever the names are', async (columns) => {
    const results = ['r1', '東京'.repeat(40), 'x'.repeat(200), 'a\x1b[2Jb\nc'].map(answered);
    const events = results.flatMap((result, index) => passing(index, index, 50 + index, result));
    const out = await showTimed(timings, results, events, { columns });
    const lines = out.text().split('\n');
    expect(lines.filter((line) => stringWidth(line) >= columns && columns >= 80)).toEqual([]);
    expect(out.text()).not.toMatch(/\x1b/);
    // The times of all bars end in the same column.
    const bars = lines.slice(lines.indexOf('slowest devices') + 1, -1);
    expect(new Set(bars.map((line) => stringWidth(line))).size).toBe(1);
  });

  test('shows what a device waited before it was tried again', async () => {
    const out = await showTimed(
      timings,
      [refused],
      [
        [0, { type: 'started', index: 0 }],
        [0, { type: 'stage', index: 0, stage: 'connect' }],
        [100, { type: 'again', index: 0, outcome: refused.outcome }],
        [300, { type: 'stage', index: 0, stage: 'connect' }],
        [400, { type: 'finished', index: 0, outcome: refused.outcome }],
      ],
    );
    expect(out.text()).toMatch(/^c connect +1 +0\.200 s +0\.200 s {2}r2$/m);
    expect(out.text()).toMatch(/^r2 {2}c+\.+c+ +0\.400 s$/m);
  });

  test('shows ten devices and says how fast the others were', async () => {
    const results = Array.from({ length: 12 }, (_, index) => answered(`r${index}`));
    const out = await showTimed(
      timings,
      results,
      results.flatMap((result, index) => passing(index, 0, 100 + index, result)),
    );
    expect(out.text()).toMatch(/^r11 .*\n(?:r\d+ .*\n){9}and 2 more, of at most 0\.707 s\n$/m);
  });

  test('says so when no device was begun', async () => {
    const out = await showTimed(
      timings,
      [refused],
      [[0, { type: 'finished', index: 0, outcome: refused.outcome }]],
    );
    expect(out.text()).toBe('No times were taken in this run.\n');
  });

  test('does not count what a device waited for its worker, nor the logout', async () => {
    const { outcome } = answered('r1');
    const out = await showTimed(
      timings,
      [answered('r1')],
      [
        [0, { type: 'started', index: 0 }],
        [500, { type: 'stage', index: 0, stage: 'command' }],
        [600, { type: 'stage', index: 0, stage: 'logout' }],
        [900, { type: 'finished', index: 0, outcome }],
      ],
    );
    expect(out.text()).toMatch(/^r1 {2}#+ +0\.100 s$/m);
  });

  test('counts a stage from when it began, however late word of it comes', async () => {
    const { outcome } = answered('r1');
    const out = await showTimed(
      timings,
      [answered('r1')],
      [
        [0, { type: 'started', index: 0 }],
        [520, { type: 'stage', index: 0, stage: 'connect', at: BEGIN + 500 }],
        [640, { type: 'stage', index: 0, stage: 'command', at: BEGIN + 540 }],
        [640, { type: 'stage', index: 0, stage: 'logout', at: BEGIN + 600 }],
        [650, { type: 'finished', index: 0, outcome }],
      ],
    );
    expect(out.text()).toMatch(/^r1 {2}c+#+ +0\.100 s$/m);
    expect(out.text()).toMatch(/^c connect +1 +0\.040 s/m);
  });
});
