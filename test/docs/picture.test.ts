import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMAND, screens } from '../../build/picture/film.js';
import { SCRIPT } from '../../build/picture/record.js';
import { textOf } from '../../build/picture/screens.js';
import { drawFilm } from '../../build/picture/svg.js';

const FILE = path.join(import.meta.dirname, '../../docs/terminal.svg');
const SVG = readFileSync(FILE, 'utf8');
const README = readFileSync(path.join(import.meta.dirname, '../../README.md'), 'utf8');

const HAS_SCRIPT = process.platform === 'linux' && existsSync(SCRIPT);

/** The words of a picture, row by row; `last`: of what stays when it has been played. */
function wordsOf(svg: string, which: 'all' | 'last'): string {
  const passing = new Set(
    [...svg.matchAll(/\.(s\d+)\{animation-name:[^}]*opacity:0/g)].map(([, name]) => name),
  );
  const rows = new Map<number, string>();
  for (const [, name = '', texts = ''] of svg.matchAll(/<g(?: class="f (s\d+)")?>(.*?)<\/g>/g)) {
    if (which === 'last' && passing.has(name)) continue;
    for (const [, y = '', text = ''] of texts.matchAll(/<text x="[\d.]+" y="([\d.]+)"[^>]*>(.*?)<\/text>/g)) {
      rows.set(Number(y), `${rows.get(Number(y)) ?? ''} ${text}`);
    }
  }
  const lines = [...rows].toSorted(([a], [b]) => a - b).map(([, line]) => line);
  return plain(lines.join('\n').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
}

/** Without times and blanks. */
function plain(text: string): string {
  return text
    .replaceAll(/\d+\.\d+ s\b/g, 'N s')
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(' ,', ',')
    .replaceAll(/^ | $/gm, '')
    .replaceAll(/\n+/g, '\n');
}

describe('The picture of the README', () => {
  it('is shown there, and is small', () => {
    expect(README).toContain('](docs/terminal.svg)');
    expect(statSync(FILE).size).toBeLessThan(100_000);
  });

  it('is light or dark as its reader has it, moves for nobody who wants no motion, and needs nothing else', () => {
    expect(SVG).toContain('@media (prefers-color-scheme:dark)');
    expect(SVG).toContain('@media (prefers-reduced-motion:reduce){.f{animation:none}}');
    expect(SVG).not.toMatch(/<script|<image|href=|url\(|@import/);
    expect(SVG.match(/<(?:g|text|style|title|svg)\b/g)).toHaveLength(
      SVG.match(/<\/(?:g|text|style|title|svg)>/g)?.length ?? 0,
    );
  });

  it('has a command, a line that says how far the run is, results, a failure and a summary', () => {
    const all = wordsOf(SVG, 'all');
    expect(all).toContain(`$ netrun ${COMMAND}`);
    expect(all).toMatch(/\[=+ *\] \d\/6 1 failed/);
    const last = wordsOf(SVG, 'last');
    expect(last).not.toMatch(/\[=* *\] \d\/6/);
    expect(last).toMatch(/^10\.0\.0\.1 core1 cisco_ios N s$/m);
    expect(last).toMatch(/^6 devices: 5 ok, 1 failed \(auth\) in N s$/m);
  });

  it.skipIf(!HAS_SCRIPT)(
    `shows what netrun prints today; npm run picture makes it anew${HAS_SCRIPT ? '' : ` (not looked at without ${SCRIPT})`}`,
    async () => {
      const today = await screens();
      const last = today.at(-1);
      expect(last).toBeDefined();
      const drawn = drawFilm(today, { columns: 98, title: '' });
      expect(wordsOf(SVG, 'last')).toBe(wordsOf(drawn, 'last'));
      expect(wordsOf(drawn, 'last')).toBe(last && plain(textOf(last)));
    },
  );
});
