import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Result } from '../../src/model/result.ts';
import { column, variableColumn } from '../../src/reporters/columns.ts';
import { files } from '../../src/reporters/files.ts';
import { filtering } from '../../src/reporters/filtered.ts';
import { REPORTERS, type ReporterName } from '../../src/reporters/index.ts';
import { patience } from '../../src/reporters/patience.ts';
import { orderOf, type Sorting } from '../../src/reporters/sort-order.ts';
import { showTogether } from '../../src/reporters/together.ts';
import { device, FIXED_RESULTS, outcome, reply, show, summaryOf } from './fixed-run.ts';
import { spilled, useFolder } from './own-folder.ts';
import { recordingSink } from './recording-sink.ts';

const NAMES = Object.keys(REPORTERS) as ReporterName[];
const folder = useFolder();

const answered = (name: string, durationMs: number, fields = {}): Result => ({
  device: device(name, { name, ...fields }),
  replies: [{ ...reply('show clock', `it is ${durationMs}\n`), prompt: `${name}#` }],
  outcome: outcome({ status: 'ok' }, { durationMs }),
});

const failing = (name: string): Result => ({
  device: device(name, { name }),
  replies: [],
  outcome: outcome({ status: 'failed', failure: { kind: 'auth', message: 'refused', hint: '' } }),
});

const RUN: readonly Result[] = [
  answered('sw10', 30, { host: '10.0.0.9' }),
  failing('sw3'),
  answered('sw2', 20, { host: '10.0.0.10' }),
];

describe('an order', () => {
  const shown = async (sorting: Sorting, format: ReporterName = 'csv') => {
    const { stdout } = await show(REPORTERS[format], { results: RUN, wishes: { order: orderOf(sorting) } });
    return [...stdout.text().matchAll(/\b(sw\d+)(?=[,"])/g)].map(([, name]) => name);
  };

  test.each<[Sorting, readonly string[]]>([
    [[{ key: 'name', direction: 'up' }], ['sw2', 'sw3', 'sw10']],
    [[{ key: 'name', direction: 'down' }], ['sw10', 'sw3', 'sw2']],
    [[{ key: 'inventory', direction: 'down' }], ['sw2', 'sw3', 'sw10']],
    [[{ key: 'status', direction: 'down' }], ['sw3', 'sw10', 'sw2']],
    [
      [
        { key: 'status', direction: 'up' },
        { key: 'duration', direction: 'up' },
      ],
      ['sw2', 'sw10', 'sw3'],
    ],
  ])('of %j is that of the rows', async (sorting, expected) => {
    expect((await shown(sorting)).filter((name, at, all) => all.indexOf(name) === at)).toEqual(expected);
  });

  test('takes numbers in addresses for numbers', async () => {
    const { stdout } = await show(REPORTERS.ndjson, {
      results: RUN,
      wishes: { order: orderOf([{ key: 'host', direction: 'up' }]) },
    });
    const hosts = stdout
      .text()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).host);
    expect(hosts).toEqual(['10.0.0.9', '10.0.0.10', 'sw3']);
  });

  test.each(NAMES.filter((name) => !['grouped', 'pairs', 'pretty', 'lines', 'raw'].includes(name)))(
    'holds in %s',
    async (name) => {
      const text = (
        await show(REPORTERS[name], {
          results: RUN,
          wishes: { order: orderOf([{ key: 'name', direction: 'up' }]) },
        })
      ).stdout.text();
      const places = ['sw2', 'sw3', 'sw10'].map((one) => text.search(new RegExp(`${one}\\b`)));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    },
  );
});

describe('only devices that were not ok', () => {
  test.each(NAMES)('are shown in %s, and nothing else changes', async (name) => {
    const all = await show(REPORTERS[name], { results: RUN });
    const { stdout, stderr } = await show(REPORTERS[name], { results: RUN, wishes: { devices: 'not ok' } });
    expect(stdout.text()).not.toMatch(/sw10|sw2\b|it is/);
    if (REPORTERS[name].carriesFailures) expect(stdout.text()).toContain('sw3');
    expect(stderr.text()).toBe(all.stderr.text());
  });

  test('leave the counts of the whole run', async () => {
    const { stdout } = await show(REPORTERS.json, { results: RUN, wishes: { devices: 'not ok' } });
    const { summary, results } = JSON.parse(stdout.text());
    expect(summary).toMatchObject({ ok: 2, failed: 1 });
    expect(results).toHaveLength(1);
  });

  test('are no reason to write fewer files', async () => {
    await show(files(folder.path), { results: RUN, wishes: { devices: 'not ok' } });
    expect((await readdir(folder.path)).sort()).toEqual(['sw10.txt', 'sw2.txt']);
  });

  test('have no links to devices that the page does not have', async () => {
    const { stdout } = await show(REPORTERS.html, { wishes: { devices: 'not ok' } });
    const text = stdout.text();
    const sections = new Set([...text.matchAll(/id="d(\d+)"/g)].map(([, index]) => index));
    const links = [...text.matchAll(/href="#d(\d+)"/g)].map(([, index]) => index);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((index) => !sections.has(index))).toEqual([]);
    expect(text).toContain('Only devices that were not ok are shown.');
  });
});

describe('only the summary', () => {
  test.each(NAMES.filter((name) => REPORTERS[name].hasSummary))('is left of %s', async (name) => {
    const { stdout, stderr } = await show(REPORTERS[name], { wishes: { parts: 'summary' } });
    for (const { output } of FIXED_RESULTS.flatMap(({ replies }) => replies)) {
      if (output.endsWith('\n') && output !== 'IOS\n') expect(stdout.text()).not.toContain(output.trimEnd());
    }
    expect(stderr.text()).toContain('12 devices: 6 ok');
  });

  test('is a document in json and yaml', async () => {
    const document = (await show(REPORTERS.json, { wishes: { parts: 'summary' } })).stdout.text();
    expect(Object.keys(JSON.parse(document))).toEqual(['version', 'summary']);
    const yaml = (await show(REPORTERS.yaml, { wishes: { parts: 'summary' } })).stdout.text();
    expect(parseYaml(yaml)).toEqual(JSON.parse(document));
  });

  test('of a page leaves out what there is of outputs', async () => {
    const page = async (parts: 'all' | 'summary') =>
      (await show(REPORTERS.html, { wishes: { parts } })).stdout.text();
    expect(await page('all')).toContain('<section aria-labelledby="outputs">');
    expect(await page('all')).toContain('href="#outputs"');
    expect(await page('summary')).toContain('<section aria-labelledby="outputs" hidden>');
    expect(await page('summary')).not.toContain('href="#outputs"');
  });

  test('of groups is who is alike', async () => {
    const results = [answered('r1', 1), answered('r2', 1), answered('r3', 2)];
    const { stdout } = await show(REPORTERS.grouped, { results, wishes: { parts: 'summary' } });
    expect(stdout.text()).toBe('r[1-2] (2)\nr3\n');
  });
});

describe('prompts', () => {
  const results: readonly Result[] = [
    {
      device: device('10.0.0.1', { name: 'r1' }),
      replies: [
        { ...reply('sh clock', '12:00\n'), prompt: 'R1#' },
        { ...reply('show foo', '% Invalid\n', 'rejected'), prompt: 'R1#' },
        reply('uname', 'Linux'),
      ],
      outcome: outcome({ status: 'rejected' }),
    },
  ];
  const EXPECTED: Partial<Record<ReporterName, string>> = {
    pretty:
      '10.0.0.1  r1  cisco_ios  0.42 s  rejected\nR1#sh clock\n12:00\nR1#show foo  (rejected)\n% Invalid\n$ uname\nLinux\n',
    lines: 'r1: R1#sh clock\nr1: 12:00\nr1: R1#show foo\nr1: % Invalid\nr1: $ uname\nr1: Linux\n',
    raw: '==> r1: sh clock <==\nR1#sh clock\n12:00\n\n==> r1: show foo <==\nR1#show foo\n% Invalid\n\n==> r1: uname <==\n$ uname\nLinux',
  };

  test.each(Object.entries(EXPECTED) as [ReporterName, string][])(
    'stand before the outputs in %s',
    async (name, expected) => {
      const { stdout } = await show(REPORTERS[name], { results, wishes: { prompts: 'shown' } });
      expect(stdout.text()).toBe(expected);
    },
  );

  test.each([
    ['markdown', '    R1#sh clock\n    12:00\n'],
    ['html', '<pre tabindex="0">\nR1#sh clock\n12:00\n</pre>'],
    ['junit', '<system-out>R1#sh clock\n12:00\n</system-out>'],
    ['pairs', '"R1#sh clock\\n12:00\\nR1#show foo\\n% Invalid\\n$ uname\\nLinux"'],
    ['csv', 'r1,10.0.0.1,cisco_ios,rejected,,R1#,sh clock,ok,"12:00\n",13\r\n'],
    ['json', '{"command":"sh clock","prompt":"R1#","output":"12:00\\n"'],
    ['ndjson', '{"command":"uname","output":"Linux"'],
  ] as const)('are in %s', async (name, expected) => {
    const { stdout } = await show(REPORTERS[name], { results, wishes: { prompts: 'shown' } });
    expect(stdout.text()).toContain(expected);
  });

  test('make a transcript of a file', async () => {
    await show(files(folder.path), { results, wishes: { prompts: 'shown' } });
    expect(await readFile(path.join(folder.path, 'r1.txt.partial'), 'utf8')).toBe(
      'R1#sh clock\n12:00\n\nR1#show foo\n% Invalid\n\n$ uname\nLinux',
    );
  });

  test.each(NAMES)('change nothing of %s where they are not asked for', async (name) => {
    const without = results.map((result) => ({
      ...result,
      replies: result.replies.map(({ prompt: _, ...rest }) => rest),
    }));
    const { stdout } = await show(REPORTERS[name], { results });
    expect(stdout.text()).toBe((await show(REPORTERS[name], { results: without })).stdout.text());
  });

  test('act on no terminal', async () => {
    const hostile = [{ ...answered('r1', 1), replies: [{ ...reply('x', 'y\n'), prompt: '\x1b[2J\u202e#' }] }];
    for (const name of NAMES.filter((one) => one !== 'grouped')) {
      const stdout = recordingSink({ isTerminal: true });
      await show(REPORTERS[name], { results: hostile, wishes: { prompts: 'shown' }, stdout });
      expect(stdout.text(), name).toContain('#');
      expect(stdout.text(), name).not.toMatch(/[\x1b\u202e]/);
    }
  });
});

describe('columns', () => {
  test('are those that were asked for, a row per command', async () => {
    const columns = [column('device'), variableColumn('site'), column('command'), column('kind')];
    const results = [answered('r1', 1, { variables: { site: 'kyiv' } }), failing('r2')];
    const { stdout } = await show(REPORTERS.csv, { results, wishes: { columns } });
    expect(stdout.text()).toBe('device,site,command,kind\r\nr1,kyiv,show clock,\r\nr2,,,auth\r\n');
  });

  test('of devices alone give one row per device', async () => {
    const columns = [column('device'), column('status')];
    const { stdout } = await show(REPORTERS.csv, { wishes: { columns } });
    expect(stdout.text().trimEnd().split('\r\n')).toHaveLength(FIXED_RESULTS.length + 1);
  });
});

describe('columns of text', () => {
  const columns = [column('device'), variableColumn('site'), column('output'), column('status')];
  const results = [
    { ...answered('r1', 1, { variables: { site: '東京' } }), replies: [reply('x', 'one\ntwo | *\n')] },
    failing('router-2'),
    { ...answered('r3', 1, { variables: { site: 'kyiv' } }), replies: [reply('x', '')] },
  ];

  test('stand below each other in pretty, wide letters too', async () => {
    const { stdout } = await show(REPORTERS.pretty, { results, wishes: { columns } });
    expect(stdout.text()).toBe(
      [
        'device    site  output   status',
        'r1        東京  one      ok',
        '                two | *',
        'router-2                 failed',
        'r3        kyiv           ok',
        '',
      ].join('\n'),
    );
  });

  test('hold outputs of very many lines, and of one that is very long', async () => {
    const many = { ...answered('r1', 1), replies: [reply('x', 'line\n'.repeat(200_000))] };
    const wide = { ...answered('r2', 1), replies: [reply('x', 'w'.repeat(100_000))] };
    const { stdout } = await show(REPORTERS.pretty, { results: [many, wide], wishes: { columns } });
    const lines = stdout.text().split('\n');
    expect(lines.filter((line) => line.trim() === 'line')).toHaveLength(199_999);
    expect(lines.filter((line) => line.length > 2000)).toEqual([expect.stringMatching(/^r2 .* w+ {2}ok$/)]);
  });

  test('are a table of Markdown, in which nothing else counts as one', async () => {
    const { stdout } = await show(REPORTERS.markdown, { results, wishes: { columns } });
    expect(stdout.text()).toMatch(
      /^\| device \| site \| output \| status \|\n\| --- \| --- \| --- \| --- \|\n\| r1 \| 東京 \| one<br>two \\\| \\\* \| ok \|\n\| router\\-2 \| {2}\| {2}\| failed \|\n\| r3 \| kyiv \| {2}\| ok \|\n\n## Summary\n/,
    );
  });

  test('let nothing act on a terminal', async () => {
    const hostile = [{ ...answered('r\x1b[2J', 1), replies: [reply('x', 'a\x07b\u202e\n')] }];
    for (const name of ['pretty', 'markdown', 'csv'] as const) {
      const stdout = recordingSink({ isTerminal: true });
      await show(REPORTERS[name], { results: hostile, wishes: { columns }, stdout });
      expect(stdout.text(), name).not.toMatch(/[\x1b\x07\u202e]/);
    }
  });
});

describe('a filter of lines', () => {
  const results = [
    { ...answered('r1', 1), replies: [reply('show run', 'ip http server\nend\n')] },
    { ...answered('r2', 1), replies: [reply('show run', 'end\n')] },
    { ...answered('r3', 1), replies: [reply('show run', '')] },
  ];
  const lines = { begin: undefined, section: [], include: [/http/], omit: [] };

  test.each(NAMES)('holds in %s, for outputs in memory and in files', async (name) => {
    const inMemory = await show(filtering(lines, '--include http').filtered(REPORTERS[name].open), {
      results,
    });
    expect(inMemory.stdout.text()).toContain('ip http server');
    expect(inMemory.stdout.text()).not.toMatch(/^end$|server.*\\nend/m);
    const onDisk = await Promise.all(results.map((result) => spilled(result, folder.path)));
    const inFiles = await show(filtering(lines, '--include http').filtered(REPORTERS[name].open), {
      results: onDisk,
    });
    expect(inFiles.stdout.text()).toBe(inMemory.stdout.text());
    expect(inFiles.lost).toBe(0);
  });

  test('says of which devices it left nothing', async () => {
    const { filtered, note } = filtering(lines, '--include http');
    const { stdout } = await show(
      (context) => {
        const [one, other] = [filtered(REPORTERS.raw.open)({ ...context }), note(context)];
        return {
          async result(result, index) {
            await one.result(result, index);
            await other.result(result, index);
          },
          async end(summary) {
            await one.end(summary);
            await other.end(summary);
          },
        };
      },
      { results },
    );
    // r3 had printed nothing.
    expect(stdout.text()).toContain('note: --include http left nothing of what was printed by r2\n');
  });

  test('gives up where an expression never ends, and says whose output is missing', async () => {
    const endless = { ...lines, include: [/^(a+)+$/] };
    const stuck = { ...answered('r1', 1), replies: [reply('show x', `${'a'.repeat(60)}b\n`)] };
    const onDisk = await spilled(stuck, folder.path);
    for (const result of [stuck, onDisk]) {
      const { filtered } = filtering(endless, '', patience(20));
      const { stdout, stderr, lost } = await show(filtered(REPORTERS.json.open), { results: [result] });
      expect(lost).toBe(1);
      expect(stderr.text()).toMatch(/^r1: the output of "show x" could not be filtered, .* takes too long/m);
      expect(JSON.parse(stdout.text()).results[0].replies).toMatchObject([{ status: 'partial', output: '' }]);
    }
  });

  test('says once what several formats miss', async () => {
    const stuck = { ...answered('r1', 1), replies: [reply('show x', `${'a'.repeat(60)}b\n`)] };
    const { filtered } = filtering({ ...lines, include: [/^(a+)+$/] }, '', patience(20));
    const [stdout, stderr] = [recordingSink(), recordingSink()];
    const both = [REPORTERS.json, REPORTERS.csv].map(({ open }) => ({ open: filtered(open), out: stdout }));
    const shown = showTogether(both, { devices: [stuck.device], stdout, stderr, tells: 'losses' });
    await shown.result(stuck, 0);
    expect(await shown.end(summaryOf([stuck]))).toBe(2);
    expect(stderr.text().match(/could not be filtered/g)).toHaveLength(1);
  });

  test.each(['html', 'markdown'] as const)('is told of in %s, which others will read', async (name) => {
    const { stdout } = await show(REPORTERS[name], { results, wishes: { filter: '--include http' } });
    expect(stdout.text()).toContain('Outputs are shown in part: ');
  });
});
