import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Result } from '../../src/model/result.ts';
import { files } from '../../src/reporters/files.ts';
import { REPORTERS } from '../../src/reporters/index.ts';
import { liveLine } from '../../src/reporters/live.ts';
import { progressLines } from '../../src/reporters/progress-lines.ts';
import { visible, visibleLine } from '../../src/reporters/visible.ts';
import { device, outcome, reply, show } from './fixed-run.ts';
import { ACTIVE, ALL_HOSTILE, HOSTILE } from './hostile-strings.ts';
import { useFolder } from './own-folder.ts';
import { recordingSink } from './recording-sink.ts';

const temporary = useFolder();

/** A device that says it in every place where a device can say something. */
function resultsWith(text: string): readonly Result[] {
  const named = (name: string) =>
    device(`${name}${text}`, { name: `${name}${text}`, variables: { v: text } });
  const failure = {
    kind: 'auth',
    message: `m${text}`,
    hint: `h${text}`,
    awaited: `a${text}`,
    lastLine: `l${text}`,
  } as const;
  const replies = [reply(`c${text}`, `o${text}\nsecond ${text}`), reply(`d${text}`, text, 'rejected')];
  return [
    { device: named('r1'), replies, outcome: outcome({ status: 'rejected' }, { notes: [`n${text}`] }) },
    { device: named('r2'), replies: [], outcome: outcome({ status: 'failed', failure }) },
    { device: named('r3'), replies: [], outcome: outcome({ status: 'skipped', reason: `s${text}` }) },
    {
      device: named('r4'),
      replies: [],
      outcome: outcome({ status: 'failed', failure: { ...failure, kind: 'bug' } }),
    },
    {
      device: named('r5'),
      replies: [reply('c', text, 'partial')],
      outcome: outcome({ status: 'cancelled' }),
    },
  ];
}

describe.each(HOSTILE)('text that %s', (_what, text) => {
  test.each(Object.entries(REPORTERS))(
    'does nothing to a terminal in the format %s',
    async (_name, format) => {
      const terminal = () => recordingSink({ isTerminal: true });
      const { stdout, stderr } = await show(format, {
        results: resultsWith(text),
        stdout: terminal(),
        stderr: terminal(),
      });
      expect(stdout.text()).not.toMatch(ACTIVE);
      expect(stderr.text()).not.toMatch(ACTIVE);
      expect(stderr.text()).not.toMatch(/^forged/m);
    },
  );

  test('does nothing to a terminal where progress is shown', async () => {
    const { stdout, stderr } = await show(progressLines, { results: resultsWith(text) });
    expect(stdout.text() + stderr.text()).not.toMatch(ACTIVE);
    vi.useFakeTimers();
    try {
      const screen = recordingSink({ isTerminal: true });
      using line = liveLine({ devices: [device(`r1${text}`)], stdout: screen, stderr: screen, now: () => 0 });
      line.event({ type: 'started', index: 0 });
      await vi.advanceTimersByTimeAsync(100);
      line.showPending();
      expect(screen.text().replaceAll('\r\x1b[K', '')).not.toMatch(ACTIVE);
    } finally {
      vi.useRealTimers();
    }
  });

  test('names no file outside the folder, and does nothing in a message about one', async () => {
    const { stderr } = await show(files(temporary.path), { results: resultsWith(`/../../${text}`) });
    expect(stderr.text()).not.toMatch(ACTIVE);
    for (const name of readdirSync(temporary.path)) {
      expect(name).not.toMatch(ACTIVE);
      expect(path.dirname(path.resolve(temporary.path, name))).toBe(temporary.path);
    }
    expect(readdirSync(temporary.path).length).toBeGreaterThan(0);
  });

  test('is seen as what it is', () => {
    expect(visible(text)).not.toMatch(ACTIVE);
    expect(visibleLine(`${text}\n`)).not.toMatch(/[\n\r]/);
  });
});

test('what is shown harmlessly on a terminal is whole in a pipe where the format is for programs', async () => {
  const results = resultsWith(ALL_HOSTILE);
  const json = JSON.parse((await show(REPORTERS.json, { results })).stdout.text());
  expect(json.results[0]).toMatchObject({
    device: `r1${ALL_HOSTILE}`,
    notes: [`n${ALL_HOSTILE}`],
    replies: [{ command: `c${ALL_HOSTILE}`, output: `o${ALL_HOSTILE}\nsecond ${ALL_HOSTILE}` }, {}],
  });
  expect(json.results[1].failure.lastLine).toBe(`l${ALL_HOSTILE}`);
  expect((await show(REPORTERS.raw, { results })).stdout.text()).toContain(
    `o${ALL_HOSTILE}\nsecond ${ALL_HOSTILE}`,
  );
});
