import { describe, expect, test } from 'vitest';
import { barChart } from '../../bench/charts/bar-chart.js';
import { apart, lineChart, logScale } from '../../bench/charts/line-chart.js';

const LINES = lineChart({
  title: 'a < b & "c"',
  xTitle: 'devices',
  yTitle: 'seconds',
  series: [
    {
      title: 'netrun',
      points: [
        { x: 1, y: 0.1 },
        { x: 5000, y: 5 },
      ],
    },
    { title: 'not measured', points: [] },
    { title: 'once', points: [{ x: 10, y: 1 }] },
  ],
});
const BARS = barChart({
  title: 'Bars',
  unit: 's',
  bars: [
    { title: 'long', value: 13.53, colour: 1 },
    { title: 'short', value: 0, colour: 0 },
  ],
});

describe.each([
  ['lines', LINES],
  ['bars', BARS],
])('a chart of %s', (_kind, text) => {
  test('is well-formed: every element is closed, no text breaks out', () => {
    const open: string[] = [];
    for (const [, end, name, self] of text.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/gi)) {
      if (end) expect(open.pop()).toBe(name);
      else if (!self && name !== undefined) open.push(name);
    }
    expect(open).toEqual([]);
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('has a ground of its own and colours for light and dark', () => {
    expect(text).toContain('class="ground"');
    expect(text).toContain('@media (prefers-color-scheme: dark)');
  });

  test('loads nothing', () => {
    expect(text.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|url\(|@import/);
  });
});

test('lines carry their names, and a series without points is left out', () => {
  expect(LINES.match(/<polyline/g)).toHaveLength(2);
  expect(LINES).toContain('>netrun</text>');
  expect(LINES).not.toContain('not measured');
});

test('a chart of nothing at all is still a picture', () => {
  const empty = lineChart({ title: 'none', xTitle: 'x', yTitle: 'y', series: [] });
  expect(empty).toContain('</svg>');
  expect(empty).not.toMatch(/NaN|Infinity/);
});

test('a logarithmic axis has its ticks at round values between its ends', () => {
  const scale = logScale([1, 100], 0, 200);
  expect([scale.at(1), scale.at(10), scale.at(100)]).toEqual([0, 100, 200]);
  expect(scale.ticks).toEqual([1, 2, 5, 10, 20, 50, 100]);
  expect(logScale([0.01, 5000], 0, 1).ticks).toEqual([0.01, 0.1, 1, 10, 100, 1000]);
  expect(logScale([3, 3], 0, 1).ticks).toEqual([5]);
});

test('names at the ends of lines never lie on each other', () => {
  const places = apart([100, 101, 40, 102], 15).toSorted((a, b) => a - b);
  for (const [at, place] of places.entries()) {
    const next = places[at + 1];
    if (next !== undefined) expect(next - place).toBeGreaterThan(14.9);
  }
  expect(apart([10, 200], 15)).toEqual([10, 200]);
});
