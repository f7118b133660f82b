import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { netrun } from '../integration/harness.ts';

let lab: Lab;
let folder: string;
beforeAll(async () => {
  lab = await startLab({ devices: 2 });
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-reports-'));
  await writeFile(path.join(folder, 'devices.yaml'), inventoryText(lab.devices), { mode: 0o600 });
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true });
});

const run = (...args: string[]) =>
  netrun(args, { cwd: folder, env: { NETRUN_STATE_DIR: path.join(folder, 'state') } });
const read = (file: string) => readFile(path.join(folder, file), 'utf8');
const TIMES = /^stage .*\n(?:[a-z#] [a-z ]+ 2 .* R[12]\n){6}\nslowest devices\n(?:R[12] .*#.* s\n){2}/m;

describe('A report', () => {
  test('is written beside what is shown, with the stages of real sessions', async () => {
    const { code, stdout } = await run('-o', 'pretty', '-o', 'html=run.html', 'show privilege');
    expect(code).toBe(0);
    expect(stdout).toContain('Current privilege level');
    const page = await read('run.html');
    expect(page).toContain('Current privilege level');
    for (const words of ['connect', 'key exchange', 'authentication', 'shell', 'enable', 'command']) {
      expect(page.match(new RegExp(`<title>R[12]: ${words}, `, 'g')), words).toHaveLength(2);
    }
  });

  test('can be made of the last run, with the same times', async () => {
    await run('-o', 'html=run.html', 'show clock');
    expect((await run('last', '-o', 'html=last.html')).code).toBe(0);
    const [page, later] = [await read('run.html'), await read('last.html')];
    const [drawn, redrawn] = [waterfallOf(page), waterfallOf(later)];
    expect(drawn).toHaveLength(14);
    expect(redrawn.map(({ what }) => what)).toEqual(drawn.map(({ what }) => what));
    // A page has milliseconds, the journal tenths of them.
    for (const [place, { seconds }] of redrawn.entries()) {
      expect(Math.abs(seconds - (drawn[place]?.seconds ?? 0))).toBeLessThan(0.0015);
    }
    expect(later).not.toContain('No times were taken');
  });
});

/** What each bar of the drawing stands for. */
function waterfallOf(page: string) {
  return [...page.matchAll(/<title>(R\d: [^,]+), ([\d.]+) s/g)]
    .map(([, what = '', seconds]) => ({ what, seconds: Number(seconds) }))
    .sort((a, b) => (a.what < b.what ? -1 : 1));
}

describe('--timings', () => {
  test('tells it of the last run, too', async () => {
    await run('show privilege');
    expect((await run('last', '--timings')).stderr).toMatch(TIMES);
  });

  test.each([[['show privilege']], [['grep', 'level', 'show privilege']]])(
    'tells on stderr how long the stages of netrun %j took',
    async (words) => {
      const { stdout, stderr } = await run(...words, '--timings');
      expect(stdout).not.toMatch(/slowest/);
      expect(stderr).toMatch(TIMES);
    },
  );
});
