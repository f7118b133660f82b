import { colourOf, escapeXml, px, svg } from './svg.js';

const WIDTH = 760;
const HEIGHT = 420;
const PLOT = { left: 64, right: 560, top: 62, bottom: 370 };
const LABEL_HEIGHT = 15;

/** @typedef {{ title: string, points: readonly { x: number, y: number }[] }} Series */

/**
 * Lines over two logarithmic axes, each with its name beside the plot, as high as its end. Values must be above 0; a series without points is left out.
 * @param {{ title: string, xTitle: string, yTitle: string, series: readonly Series[] }} chart
 */
export function lineChart({ title, xTitle, yTitle, series }) {
  const shown = series.filter(({ points }) => points.length > 0);
  const all = shown.flatMap(({ points }) => points);
  const x = logScale(
    all.map((point) => point.x),
    PLOT.left,
    PLOT.right,
  );
  const y = logScale(
    all.map((point) => point.y),
    PLOT.bottom,
    PLOT.top,
  );
  const labels = apart(
    shown.map(({ points }) => y.at(points.at(-1)?.y ?? 1)),
    LABEL_HEIGHT,
  );
  const content = [
    ...x.ticks.map((tick) => verticalLine(x.at(tick), tick)),
    ...y.ticks.map((tick) => horizontalLine(y.at(tick), tick)),
    `<text class="small middle" x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 38}">${escapeXml(xTitle)}</text>`,
    `<text class="small" x="16" y="${PLOT.top - 16}">${escapeXml(yTitle)}</text>`,
    ...shown.flatMap(({ title: name, points }, place) => {
      const colour = colourOf(place);
      const path = points.map((point) => `${px(x.at(point.x))},${px(y.at(point.y))}`);
      const end = points.at(-1) ?? { x: 1, y: 1 };
      const label = labels[place] ?? 0;
      return [
        `<line class="leader ${colour}" x1="${px(x.at(end.x))}" y1="${px(y.at(end.y))}" x2="${PLOT.right + 10}" y2="${px(label)}"/>`,
        `<polyline class="line ${colour}" points="${path.join(' ')}"/>`,
        ...points.map(
          (point) =>
            `<circle class="fill ${colour}" cx="${px(x.at(point.x))}" cy="${px(y.at(point.y))}" r="3"><title>${escapeXml(`${name}: ${point.x}: ${short(point.y)}`)}</title></circle>`,
        ),
        `<text class="${colour}" x="${PLOT.right + 14}" y="${px(label + 4)}">${escapeXml(name)}</text>`,
      ];
    }),
  ].join('\n');
  return svg({ width: WIDTH, height: HEIGHT, title, content });
}

/**
 * A logarithmic axis from one end of the picture to the other, with ticks at 1, 2 and 5 of each power of ten, or at the
 * powers only where those are many.
 * @param {readonly number[]} values
 * @param {number} from
 * @param {number} to
 */
export function logScale(values, from, to) {
  const low = Math.log10(values.length === 0 ? 1 : Math.min(...values));
  const high = Math.max(Math.log10(Math.max(...values, 1e-9)), low + 0.3);
  const powers = Array.from(
    { length: Math.ceil(high) - Math.floor(low) + 1 },
    (_, place) => Math.floor(low) + place,
  );
  const steps = powers.length > 4 ? [1] : [1, 2, 5];
  return {
    at: (/** @type {number} */ value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from),
    ticks: powers
      .flatMap((power) => steps.map((step) => Number(`${step}e${power}`)))
      .filter((tick) => Math.log10(tick) >= low - 1e-9 && Math.log10(tick) <= high + 1e-9),
  };
}

/**
 * Places as near to where they belong as can be when each needs some height, in the order given.
 * @param {readonly number[]} wanted
 * @param {number} height
 * @returns {number[]}
 */
export function apart(wanted, height) {
  const order = wanted.map((_, place) => place).toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const places = [...wanted];
  for (let pass = 0; pass < 50; pass++) {
    let isMoved = false;
    for (const [at, place] of order.entries()) {
      const after = order[at + 1];
      if (after === undefined) continue;
      const overlap = (places[place] ?? 0) + height - (places[after] ?? 0);
      if (overlap <= 0.01) continue;
      isMoved = true;
      places[place] = (places[place] ?? 0) - overlap / 2;
      places[after] = (places[after] ?? 0) + overlap / 2;
    }
    if (!isMoved) break;
  }
  return places;
}

/**
 * @param {number} x
 * @param {number} value
 */
function verticalLine(x, value) {
  return `<line class="grid" x1="${px(x)}" x2="${px(x)}" y1="${PLOT.top}" y2="${PLOT.bottom}"/>
<text class="small middle" x="${px(x)}" y="${PLOT.bottom + 18}">${value}</text>`;
}

/**
 * @param {number} y
 * @param {number} value
 */
function horizontalLine(y, value) {
  return `<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${px(y)}" y2="${px(y)}"/>
<text class="small end" x="${PLOT.left - 8}" y="${px(y + 4)}">${value}</text>`;
}

function short(/** @type {number} */ value) {
  return String(Number(value.toPrecision(3)));
}
