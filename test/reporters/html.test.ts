import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { viewsOf } from '../../src/cli/views.ts';
import type { Result } from '../../src/model/result.ts';
import { html } from '../../src/reporters/html.ts';
import { device, outcome, reply, show } from './fixed-run.ts';
import { recordingSink } from './recording-sink.ts';
import { passing, showTimed } from './timed-run.ts';

function answered(name: string, output: string): Result {
  return {
    device: device('10.0.0.1', { name }),
    replies: [reply('show clock', output)],
    outcome: outcome({ status: 'ok' }),
  };
}

const failing = (name: string): Result => ({
  device: device('10.0.0.2', { name }),
  replies: [],
  outcome: outcome({ status: 'failed', failure: { kind: 'auth', message: 'refused', hint: 'try -k' } }),
});

describe('The report', () => {
  test('has no secrets that a device printed, since it is made to be handed on', async () => {
    const views = await viewsOf(
      {
        outputs: [{ format: 'html', file: undefined }],
        outputDir: undefined,
        progress: 'none',
        redact: 'auto',
        quiet: false,
        fileName: undefined,
        lines: undefined,
      },
      { stdout: recordingSink(), stderr: recordingSink(), startedAt: new Date() },
    );
    const open = views[0]?.open;
    if (!open) throw new Error('one view expected');
    const result = answered('r1', 'username admin password 7 0822455D0A16\n');
    const text = (await showTimed(open, [result], passing(0, 0, 1, result))).text();
    expect(text).toContain('username admin password 7 &lt;redacted&gt;');
    expect(text).not.toContain('0822455D0A16');
    expect(text).toContain('<title>r1: command, ');
  });

  test('allows its own style and script and nothing else, and asks for nothing from elsewhere', async () => {
    const text = (await show(html)).stdout.text();
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(text) ?? [];
    const hash = (tag: string) => {
      const [, inner = ''] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(text) ?? [];
      expect(inner).not.toBe('');
      return `'sha256-${createHash('sha256').update(inner).digest('base64')}'`;
    };
    expect(policy).toBe(
      `default-src 'none'; style-src ${hash('style')}; script-src ${hash('script')}; base-uri 'none'; form-action 'none'`,
    );
    expect(text).not.toMatch(/https?:|\bsrc=|\bhref="[^#]|url\(|@import|\sstyle=|\son\w+=/);
  });

  test('draws each device along the time of the run', async () => {
    const [first, second] = [answered('r1', 'a\n'), answered('r2', 'b\n')];
    const out = await showTimed(
      html.open,
      [first, second],
      [...passing(0, 0, 100, first), ...passing(1, 700, 100, second)],
    );
    const bars = [...out.text().matchAll(/<rect class="(\w+)" x="([\d.]+)"[^>]*><title>(\w+): ([^<]*)</g)]
      .filter(([, stage]) => stage !== 'life')
      .map(([, stage, x, name, words]) => ({ stage, x: Number(x), name, words }));
    expect(bars.filter(({ name }) => name === 'r2').map(({ words }) => words)).toEqual(
      ['resolve', 'connect', 'key exchange', 'authentication', 'shell', 'enable', 'command'].map(
        (words) => `${words}, 0.100 s`,
      ),
    );
    expect(bars).toHaveLength(14);
    expect(bars.map(({ x }) => x)).toEqual(bars.map(({ x }) => x).sort((a, b) => a - b));
    expect(out.text()).toContain('begun at 2027-01-15 08:00 UTC');
  });

  test('draws the slowest of many devices and says how fast the others were', async () => {
    const results = Array.from({ length: 300 }, (_, index) => answered(`r${index}`, 'a\n'));
    const events = results.flatMap((result, index) => passing(index, 0, index + 1, result));
    const out = await showTimed(html.open, results, events);
    expect(out.text().match(/class="life"/g)).toHaveLength(60);
    expect(out.text()).toContain('The 60 slowest of 300 devices; each of the others took at most 1.68 s.');
  });

  test('tells one reason of many devices once, with links to them', async () => {
    const text = (
      await show(html, { results: [failing('r1'), failing('r2'), answered('r3', 'a\n')] })
    ).stdout.text();
    expect(text.match(/<h3>failed \(auth\): refused<\/h3>/g)).toHaveLength(1);
    expect(text).toContain('2 devices: <a href="#d0">r1</a>, <a href="#d1">r2</a>');
    expect(text).toContain('<details class="device bad" id="d1">');
  });

  test('folds the names of more devices than anybody would follow links to', async () => {
    const results = Array.from({ length: 200 }, (_, index) => failing(`sw${index + 100}`));
    const text = (await show(html, { results })).stdout.text();
    expect(text.match(/<a href="#d/g)).toHaveLength(50 + 20);
    expect(text).toContain('sw[100-299] (200)');
  });

  test('keeps a newline with which an output begins', async () => {
    const text = (await show(html, { results: [answered('r1', '\n\nfirst\n')] })).stdout.text();
    // A parser drops the first.
    expect(text).toContain('<pre tabindex="0">\n\n\nfirst\n</pre>');
  });

  test('says of a run that is shown again that its times are not known', async () => {
    const text = (await showTimed(html.open, [answered('r1', 'a\n')], [])).text();
    expect(text).toContain('<p>No times were taken in this run.</p>');
    expect(text).not.toContain('begun at');
  });
});
