import { colourOf, escapeXml, px, svg } from './svg.js';

const WIDTH = 760;
const BARS = { left: 230, right: 660, top: 48, height: 20, gap: 8 };

/**
 * Lying bars that begin at 0, each with its name before it and its value behind it.
 * @param {{ title: string, unit: string, bars: readonly { title: string, value: number, colour: number }[] }} chart
 */
export function barChart({ title, unit, bars }) {
  const most = Math.max(...bars.map(({ value }) => value));
  const content = bars
    .map(({ title: name, value, colour }, place) => {
      const top = BARS.top + place * (BARS.height + BARS.gap);
      const length = Math.max((value / most) * (BARS.right - BARS.left), 1);
      const middle = top + BARS.height / 2 + 4;
      return `<text class="end" x="${BARS.left - 10}" y="${middle}">${escapeXml(name)}</text>
<rect class="fill ${colourOf(colour)}" x="${BARS.left}" y="${top}" width="${px(length)}" height="${BARS.height}" rx="3"/>
<text class="small" x="${px(BARS.left + length + 8)}" y="${middle}">${Number(value.toPrecision(3))} ${escapeXml(unit)}</text>`;
    })
    .join('\n');
  const height = BARS.top + bars.length * (BARS.height + BARS.gap) + 12;
  return svg({ width: WIDTH, height, title, content });
}
