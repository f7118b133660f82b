import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/model/outcome.ts';
import type { Result } from '../../src/model/result.ts';
import { json } from '../../src/reporters/json.ts';
import { ndjson } from '../../src/reporters/ndjson.ts';
import { pairs } from '../../src/reporters/pairs.ts';
import { jsonLine } from '../../src/reporters/record.ts';
import { ARRIVAL, device, FIXED_RESULTS, outcome, reply, show } from './fixed-run.ts';
import { useFolder, written } from './own-folder.ts';

const folder = useFolder();

/** The published form of a result, written out here anew so that a change of it fails a test. */
const published = ({ device, replies, outcome }: Result) => ({
  device: device.name,
  host: device.host,
  platform: device.platform,
  status: outcome.status,
  replies: replies.map((reply) => ({ ...reply, durationMs: 13 })),
  failure: outcome.status === 'failed' ? outcome.failure : null,
  ...(outcome.status === 'skipped' && { reason: outcome.reason }),
  notes: outcome.notes,
  durationMs: 420,
  attempts: outcome.attempts,
});

describe('json', () => {
  test('writes one document with the summary and every result in inventory order', async () => {
    const { stdout } = await show(json);
    expect(JSON.parse(stdout.text())).toEqual({
      version: 1,
      summary: {
        inventory: 12,
        selected: 12,
        ok: 6,
        rejected: 1,
        failed: 3,
        skipped: 1,
        cancelled: 1,
        durationMs: 1235,
      },
      results: FIXED_RESULTS.map(published),
    });
  });

  test('is valid without any result', async () => {
    const { stdout } = await show(json, { arrival: [] });
    expect(JSON.parse(stdout.text())).toMatchObject({ results: [] });
  });

  test('gives every result a line of its own', async () => {
    const { stdout } = await show(json);
    expect(stdout.text().split('\n')).toHaveLength(FIXED_RESULTS.length + 4);
  });

  test('tells nothing on stderr when quiet, since the document has the failures', async () => {
    const { stderr } = await show(json, { quiet: true });
    expect(stderr.writes).toEqual([]);
  });

  test('has how a program ended, where that is known', async () => {
    const replies = [
      { ...reply('true', ''), exitCode: 0 },
      { ...reply('false', '', 'rejected'), exitCode: 1 },
      { ...reply('sleep 9', '', 'rejected'), signal: 'TERM' },
    ];
    const result = { device: device('web1'), replies, outcome: outcome({ status: 'rejected' }) };
    const { stdout } = await show(json, { results: [result] });
    expect(JSON.parse(stdout.text()).results).toEqual([published(result)]);
  });

  test('publishes no field that it does not know', async () => {
    const grown: Outcome = Object.assign(outcome({ status: 'ok' }), { internal: 'not for print' });
    const { stdout } = await show(json, { results: [{ device: device('r1'), replies: [], outcome: grown }] });
    expect(stdout.text()).not.toContain('internal');
  });
});

describe('ndjson', () => {
  test('writes a result a line in the order in which devices finish', async () => {
    const { stdout } = await show(ndjson);
    const lines = stdout.text().trimEnd().split('\n');
    const expected = ARRIVAL.flatMap((index) => FIXED_RESULTS[index] ?? []).map(published);
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      expected.map((result) => ({ version: 1, ...result })),
    );
  });

  test('writes each result at once', async () => {
    const { stdout } = await show(ndjson, { arrival: [2, 0] });
    expect(stdout.writes).toHaveLength(2);
  });

  test('keeps a result on one line for readers that break at separators of Unicode', async () => {
    const output = 'a\u2028b\u2029c\x85d';
    const { stdout } = await show(ndjson, {
      results: [{ device: device('r1'), replies: [reply('x', output)], outcome: outcome({ status: 'ok' }) }],
    });
    expect(stdout.text()).not.toMatch(/[\u2028\u2029\x85]/);
    expect(JSON.parse(stdout.text()).replies[0].output).toBe(output);
  });
});

describe.each([
  ['json', json],
  ['ndjson', ndjson],
  ['pairs', pairs],
])('%s, with an output of many pieces,', (_, factory) => {
  test.each([0, 1])('splits no character at their bounds, shifted by %i', async (shift) => {
    const output = 'x'.repeat(shift) + '🛰'.repeat(100_000);
    const result = {
      device: device('r1'),
      replies: [reply('x', output)],
      outcome: outcome({ status: 'ok' as const }),
    };
    const { stdout } = await show(factory, { results: [result] });
    expect(stdout.text()).toContain(output);
    expect(stdout.text()).not.toContain('\\ud');
    for (const text of stdout.writes) expect(Buffer.from(text).toString()).toBe(text);
  });

  test('escapes as it does in one piece', async () => {
    const output = '\ud83d lone "\\\x1b\x9b\u2028\u202e\r\n\0é'.repeat(10_000);
    const result = {
      device: device('r1'),
      replies: [reply('x', output)],
      outcome: outcome({ status: 'ok' as const }),
    };
    const { stdout } = await show(factory, { results: [result] });
    expect(stdout.text()).toContain(jsonLine(output).slice(1, -1));
  });
});

describe('a reply of which something is lost', () => {
  test('is partial, with what could be read', async () => {
    const outputFile = { ...(await written(folder.path, 'half of it\n')), bytes: 22 };
    const result = {
      device: device('r1'),
      replies: [{ ...reply('show tech', ''), outputFile }],
      outcome: outcome({ status: 'ok' as const }),
    };
    const { stdout, stderr } = await show(ndjson, { results: [result], quiet: true });
    expect(JSON.parse(stdout.text()).replies).toEqual([
      { command: 'show tech', output: 'half of it\n', status: 'partial', durationMs: 13 },
    ]);
    expect(stderr.text()).toBe(
      `r1: the output of "show tech" could not be read to its end: ${outputFile.path}: it has 11 of 22 bytes\n`,
    );
  });
});

describe('pairs', () => {
  test('drops the newline at the end of each output, wherever its pieces end', async () => {
    const line = `${'x'.repeat(65_535)}\n`;
    const result = {
      device: device('r1'),
      replies: [reply('x', line + line), reply('y', '\n\n'), reply('z', line)],
      outcome: outcome({ status: 'ok' as const }),
    };
    const { stdout } = await show(pairs, { results: [result] });
    const x = 'x'.repeat(65_535);
    expect(JSON.parse(stdout.text())).toEqual([{ r1: `${x}\n${x}\n\n\n${x}` }]);
  });

  test('writes hosts with their outputs in inventory order, and null where there is none', async () => {
    const { stdout } = await show(pairs);
    expect(JSON.parse(stdout.text())).toEqual([
      { '192.168.100.1': 'Cisco IOS Software\nuptime is 1 day' },
      { '192.168.100.2': "IOS\n% Invalid input at '^'" },
      { '192.168.100.3': 'IOS, then nothing' },
      { '192.168.100.4': null },
      { '192.168.100.5': null },
      { '192.168.100.6': null },
      { '192.168.100.1': 'Cisco IOS Software' },
      { 'київ-1': '東京 🛰 ok' },
      { '10.0.0.9': 'a\tb\x1b[2J\x07\x9b5n\r\n\u202ereversed\x7f' },
      { '10.0.0.10': 'no final newline' },
      { '10.0.0.11': '' },
      { '10.0.0.12': null },
    ]);
  });

  test('is valid without any result', async () => {
    const { stdout } = await show(pairs, { arrival: [] });
    expect(stdout.text()).toBe('[]\n');
  });

  test('takes any host for a key', async () => {
    const result = { device: device('__proto__'), replies: [], outcome: outcome({ status: 'ok' as const }) };
    const { stdout } = await show(pairs, { results: [result] });
    expect(stdout.text()).toBe('[\n{"__proto__":null}\n]\n');
  });

  test('tells of failures even when quiet, since null does not say why', async () => {
    const { stderr } = await show(pairs, { quiet: true });
    expect(stderr.text()).toContain('failed (connect): the connection was refused: r4,10.0.0.12 (2)\n');
  });
});
