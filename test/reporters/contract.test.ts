import path from 'node:path';
import { PassThrough } from 'node:stream';
import { parse as parseCsv } from 'csv-parse/sync';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Result } from '../../src/model/result.ts';
import { files } from '../../src/reporters/files.ts';
import { REPORTERS, type ReporterName } from '../../src/reporters/index.ts';
import type { Format, ReporterFactory } from '../../src/reporters/reporter.ts';
import { openSink } from '../../src/reporters/sink.ts';
import { visible } from '../../src/reporters/visible.ts';
import {
  ARRIVAL,
  device,
  eventsOf,
  FIXED_RESULTS,
  openShow,
  outcome,
  replay,
  reply,
  show,
  summaryOf,
} from './fixed-run.ts';
import { readAll, spilled, useFolder, written } from './own-folder.ts';
import { recordingSink } from './recording-sink.ts';

const TABLE = Object.entries(REPORTERS) as [ReporterName, Format][];
/** What a reader of each format has before him: all outputs, as text. */
const READ: Readonly<Record<ReporterName, (text: string) => string>> = {
  pretty: (text) => text,
  grouped: (text) => text,
  raw: (text) => text,
  json: stringsOf,
  ndjson: stringsOf,
  pairs: stringsOf,
  yaml: (text) => stringsOf(JSON.stringify(parseYaml(text))),
  csv: (text) => (parseCsv(text) as string[][]).flat().join('\n'),
  lines: (text) => text.replace(/^[^:\n]*: /gm, ''),
  markdown: (text) => text.replace(/^ {4}/gm, ''),
  junit: (text) =>
    text
      .replace(/&(lt|gt|quot|amp|#10);/g, (_, name: string) => ENTITIES[name] ?? '')
      .replaceAll('</system-out>', '\n'),
  html: (text) =>
    text.replace(/<[^>]*>\n?/g, '').replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ENTITIES[name] ?? ''),
};
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', '#10': '\n' };
/** They have no place for control characters. */
const MAKES_VISIBLE: readonly ReporterName[] = ['markdown', 'html', 'junit'];
/** They begin with something that is the same in every run. */
const HAS_A_HEAD: readonly string[] = ['html'];
/** They show a device as soon as it has finished, also into a pipe. */
const IS_LIVE: readonly ReporterName[] = ['ndjson'];
const EVERY: [string, (folder: string) => Format | ReporterFactory][] = [
  ...TABLE.map(([name, format]): [string, () => Format] => [name, () => format]),
  ['files', files],
];
const ACTIVE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;
const SGR = /\x1b\[\d+m/;
const folder = useFolder();

describe.each(TABLE)('%s', (name, factory) => {
  test('shows every output that came', async () => {
    const { stdout } = await show(factory);
    const shown = READ[name](stdout.text());
    for (const { output } of FIXED_RESULTS.flatMap(({ replies }) => replies)) {
      expect(shown).toContain(MAKES_VISIBLE.includes(name) ? visible(output) : output);
    }
  });

  test('shows an output in a file as it shows one in the memory', async () => {
    const inMemory = await show(factory, { stdout: recordingSink({ isTerminal: true }) });
    const results = await Promise.all(FIXED_RESULTS.map((result) => spilled(result, folder.path)));
    const inFiles = await show(factory, {
      results,
      arrival: ARRIVAL,
      stdout: recordingSink({ isTerminal: true }),
    });
    expect(inFiles.stdout.text()).toBe(inMemory.stdout.text());
    expect(inFiles.stderr.text()).toBe(inMemory.stderr.text());
    expect([inFiles.lost, inMemory.lost]).toEqual([0, 0]);
  });

  test('ends with a newline', async () => {
    const { stdout, stderr } = await show(factory);
    expect(stdout.text().at(-1)).toBe('\n');
    expect(stderr.text().at(-1)).toBe('\n');
  });

  test('tells the same on stderr as every other reporter', async () => {
    const { stderr } = await show(factory);
    const { stderr: expected } = await show(REPORTERS.pretty);
    expect(stderr.text()).toBe(expected.text());
  });

  test.runIf(name !== 'raw')('lets nothing that a device printed act on a terminal', async () => {
    const { stdout } = await show(factory, { stdout: recordingSink({ isTerminal: true }) });
    expect(stdout.text()).not.toMatch(ACTIVE);
  });

  test('colours only what its sink says may be coloured', async () => {
    const { stderr } = await show(factory, { stderr: recordingSink({ colour: true }) });
    expect(stderr.text()).toMatch(SGR);
    const { stderr: plain } = await show(factory, { stdout: recordingSink({ colour: true }) });
    expect(plain.text()).not.toMatch(SGR);
  });

  test('shows no summary and no notes when quiet', async () => {
    const { stderr } = await show(factory, { quiet: true });
    expect(stderr.text()).not.toMatch(/devices:|note:/);
  });

  test('shows a run of no devices', async () => {
    const { stderr } = await show(factory, { results: [] });
    expect(stderr.text()).toBe('0 devices in 1.2 s\n');
  });

  test('shows what there is when not every device finished', async () => {
    const { stdout } = await show(factory, { arrival: [9, 2] });
    const text = stdout.text();
    expect(text).toContain('no final newline');
    if (IS_LIVE.includes(name)) return;
    expect(text.indexOf('IOS, then')).toBeLessThan(text.indexOf('no final newline'));
    expect(text.indexOf('IOS, then')).toBeGreaterThan(-1);
  });

  test.runIf(!IS_LIVE.includes(name))(
    'writes inventory order into a pipe, whatever order devices finish in',
    async () => {
      const inOrder = await show(factory, { arrival: FIXED_RESULTS.map((_, index) => index) });
      const reversed = await show(factory, { arrival: FIXED_RESULTS.map((_, index) => index).reverse() });
      const mixed = await show(factory);
      expect(reversed.stdout.text()).toBe(inOrder.stdout.text());
      expect(mixed.stdout.text()).toBe(inOrder.stdout.text());
      expect(reversed.stderr.text()).toBe(inOrder.stderr.text());
    },
  );

  test('goes on when the reader of stdout has left', async () => {
    const stream = new PassThrough();
    stream.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    const stderr = recordingSink();
    const devices = FIXED_RESULTS.map((result) => result.device);
    const context = { devices, stdout: openSink(stream, { colour: false }), stderr, quiet: false };
    const order = devices.map((_, index) => index);
    await replay(openShow(factory, context), {
      devices,
      events: eventsOf(FIXED_RESULTS, order),
      summary: summaryOf(FIXED_RESULTS),
    });
    expect(stderr.text()).toContain('12 devices:');
  });
});

describe.each(EVERY)('%s, as every reporter,', (name, formatIn) => {
  let factory: Format | ReporterFactory;
  beforeEach(() => {
    factory = formatIn(folder.path);
  });

  test('waits for each write before the next', async () => {
    const { stdout, stderr } = await show(factory);
    expect([stdout.overlaps(), stderr.overlaps()]).toEqual([0, 0]);
  });

  test('lets nothing that a device printed act on stderr, wherever that goes', async () => {
    for (const isTerminal of [true, false]) {
      const { stderr } = await show(factory, { stderr: recordingSink({ isTerminal }) });
      expect(stderr.text()).not.toMatch(ACTIVE);
    }
  });

  test('never shows a password or a secret', async () => {
    const { stdout, stderr } = await show(factory);
    const written = await readAll(folder.path);
    expect(stdout.text() + stderr.text() + written).not.toMatch(/-of-the-test/);
  });

  test('has lost nothing when all went well', async () => {
    expect((await show(factory)).lost).toBe(0);
  });

  test('says which output is gone, goes on, and counts it', async () => {
    const missing = path.join(folder.path, 'missing');
    const [, good] = FIXED_RESULTS;
    if (!good) throw new Error('two results expected');
    const gone: Result = {
      device: device('r9'),
      replies: [{ ...reply('show tech', ''), outputFile: { path: missing, bytes: 9_000_000 } }],
      outcome: outcome({ status: 'ok' }),
    };
    const { stderr, lost } = await show(factory, { results: [gone, good], quiet: true });
    expect(stderr.text()).toContain(
      `: the output of "show tech" could not be read to its end: ${missing}: ENOENT: no such file or directory\n`,
    );
    expect(stderr.text()).toContain('r9');
    expect(lost).toBe(1);
  });

  test.each([
    ['a large output in the memory', (text: string) => reply('show tech', text)],
    [
      'a large output in a file',
      async (text: string) => ({
        ...reply('show tech', ''),
        outputFile: await written(folder.path, text),
      }),
    ],
  ])('takes %s piece by piece', async (_, replyOf) => {
    const large = 'interface Loopback0\n'.repeat(200_000);
    const result = {
      device: device('r9'),
      replies: [await replyOf(large)],
      outcome: outcome({ status: 'ok' }),
    };
    const { stdout } = await show(factory, { results: [result] });
    expect(stdout.overlaps()).toBe(0);
    if (name === 'files') return;
    expect(stdout.text().length).toBeGreaterThanOrEqual(large.length);
    expect(Math.max(...stdout.writes.map((text) => text.length))).toBeLessThan(200_000);
  });

  test.each([
    ['in order', (index: number) => index],
    ['backwards', (index: number) => 4_999 - index],
    ['far apart', (index: number) => (index * 1_237) % 5_000],
  ])('does work in proportion to the devices when 5,000 finish %s', async (_, place) => {
    let reads = 0;
    const results = Array.from({ length: 5_000 }, (_, index): Result => {
      const watched = {
        device: device(`10.0.${Math.floor(index / 250)}.${index % 250}`, { name: `sw${index}` }),
        outcome: outcome(
          index % 2 === 0
            ? { status: 'ok' }
            : {
                status: 'failed',
                failure: { kind: 'connect', message: 'refused', hint: '', lastLine: `line ${index}` },
              },
          { notes: ['a note'] },
        ),
        replies: [reply('show version', `output ${index}\n`)],
      };
      return new Proxy(watched, {
        get(target, key, receiver) {
          reads += 1;
          return Reflect.get(target, key, receiver);
        },
      });
    });
    const [stdout, stderr] = [recordingSink(), recordingSink()];
    const reporter = openShow(factory, {
      devices: results.map((result) => result.device),
      stdout,
      stderr,
      quiet: false,
    });
    reads = 0;
    for (let turn = 0; turn < results.length; turn += 1) {
      const index = place(turn);
      const result = results[index];
      if (result) await reporter.result(result, index);
    }
    await reporter.end(summaryOf(results.slice(0, 0)));

    expect(reads).toBeLessThanOrEqual(20 * 5_000);
    expect(stdout.writes.length).toBeLessThanOrEqual(5_003);
    expect(stderr.writes.length).toBeLessThanOrEqual(3);
    // No write grows with the number of devices: no output is gathered into one giant string.
    expect(Math.max(...stdout.writes.map((text) => text.length))).toBeLessThan(
      HAS_A_HEAD.includes(name) ? 20_000 : 500,
    );
  });
});

/** All strings in a text of JSON, as they were before they were escaped. */
function stringsOf(text: string): string {
  const literals = text.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
  return literals.map((literal) => JSON.parse(literal)).join('\n');
}
