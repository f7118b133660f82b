/** Of a character, in the picture's units. */
const WIDTH = 8.4;
const HEIGHT = 18;
const MARGIN = 16;

/** Colours on a light and on a dark ground, at least 4.5 to 1 against it. */
const THEMES = {
  light: {
    ground: '#ffffff',
    edge: '#d0d7de',
    text: '#1f2328',
    dim: '#656d76',
    red: '#b3261e',
    green: '#116329',
    yellow: '#7d4e00',
    blue: '#0550ae',
    magenta: '#8250df',
    cyan: '#1b6e78',
  },
  dark: {
    ground: '#0d1117',
    edge: '#30363d',
    text: '#e6edf3',
    dim: '#8d96a0',
    red: '#ff7b72',
    green: '#56d364',
    yellow: '#e3b341',
    blue: '#79c0ff',
    magenta: '#d2a8ff',
    cyan: '#56d4dd',
  },
};

/** The last screen stays so long before it begins again, in milliseconds. */
const PAUSE_MS = 5000;

/**
 * Draws a film of screens, which goes round and round; where nothing may move, and where styles are not understood, it is
 * the last one.
 * @param {readonly import('./screens.js').Screen[]} screens
 * @param {{ readonly columns: number, readonly title: string }} options
 * @returns {string}
 */
export function drawFilm(screens, { columns, title }) {
  const end = (screens.at(-1)?.ms ?? 0) + PAUSE_MS;
  const rows = Math.max(...screens.map((screen) => lastRow(screen) + 1));
  const width = Math.round(columns * WIDTH + 2 * MARGIN);
  const height = Math.round(rows * HEIGHT + 2 * MARGIN);
  const lines = linesOf(screens, rows, end);
  const spans = [...new Map(lines.map(({ from, to }) => [`${from} ${to}`, { from, to }])).entries()];
  const nameOf = new Map(spans.map(([key], place) => [key, `s${place}`]));
  const percent = (/** @type {number} */ ms) => `${((ms / end) * 100).toFixed(2)}%`;
  const frames = spans
    .filter(([, { from, to }]) => from > 0 || to < end)
    .map(([key, { from, to }]) => {
      const before = from > 0 ? `0%{opacity:0}${percent(from)}{opacity:1}` : '0%{opacity:1}';
      const after = to < end ? `${percent(to)},to{opacity:0}` : 'to{opacity:1}';
      const name = nameOf.get(key);
      return `@keyframes ${name}{${before}${after}}.${name}{animation-name:${name}${to < end ? ';opacity:0' : ''}}`;
    });
  const texts = lines.map(({ row, runs, from, to }) => {
    const y = MARGIN + (row + 0.75) * HEIGHT;
    const name = from > 0 || to < end ? ` class="f ${nameOf.get(`${from} ${to}`)}"` : '';
    return `<g${name}>${runs.map((run) => drawRun(run, y)).join('')}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t">
<title id="t">${escaped(title)}</title>
<style>
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace;white-space:pre;fill:var(--text)}
.bold{font-weight:bold}
${Object.keys(THEMES.light)
  .slice(3)
  .map((colour) => `.${colour}{fill:var(--${colour})}`)
  .join('')}
svg{${variables('light')}}
@media (prefers-color-scheme:dark){svg{${variables('dark')}}}
.f{animation:${end}ms step-end infinite}
${frames.join('\n')}
@media (prefers-reduced-motion:reduce){.f{animation:none}}
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" style="fill:var(--ground);stroke:var(--edge)"/>
${texts.join('\n')}
</svg>
`;
}

/**
 * What a row shows, from and until when: a row that stays the same is drawn once.
 * @typedef {{ readonly row: number, readonly runs: readonly import('./screens.js').Run[], readonly from: number, readonly to: number }} Line
 */

/**
 * @param {readonly import('./screens.js').Screen[]} screens
 * @param {number} rows
 * @param {number} end
 * @returns {readonly Line[]}
 */
function linesOf(screens, rows, end) {
  /** @type {Line[]} */
  const lines = [];
  for (let row = 0; row < rows; row++) {
    /** @type {{ runs: readonly import('./screens.js').Run[], from: number } | undefined} */
    let open;
    for (const [place, screen] of screens.entries()) {
      const runs = screen.rows[row] ?? [];
      const from = place === 0 ? 0 : screen.ms;
      if (open && JSON.stringify(open.runs) === JSON.stringify(runs)) continue;
      if (open && open.runs.length > 0) lines.push({ row, ...open, to: from });
      open = { runs, from };
    }
    if (open && open.runs.length > 0) lines.push({ row, ...open, to: end });
  }
  return lines;
}

/** @param {import('./screens.js').Screen} screen */
function lastRow({ rows }) {
  return rows.findLastIndex((runs) => runs.length > 0);
}

/**
 * Fonts differ in width: the length of a run is that of its cells whatever the font.
 * @param {import('./screens.js').Run} run
 * @param {number} y
 */
function drawRun({ column, text, style }, y) {
  const x = (MARGIN + column * WIDTH).toFixed(1);
  const length = (text.length * WIDTH).toFixed(1);
  const name = style === '' ? '' : ` class="${style}"`;
  return `<text x="${x}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs" xml:space="preserve"${name}>${escaped(text)}</text>`;
}

/** @param {keyof typeof THEMES} theme */
function variables(theme) {
  return Object.entries(THEMES[theme])
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
