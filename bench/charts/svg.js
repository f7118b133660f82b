/** Colours that can be told apart, on light ground and on dark: [light, dark]. */
const COLOURS = [
  ['#0969da', '#58a6ff'],
  ['#cf222e', '#ff7b72'],
  ['#1a7f37', '#3fb950'],
  ['#9a6700', '#d29922'],
  ['#8250df', '#bc8cff'],
  ['#bf3989', '#f778ba'],
  ['#57606a', '#9198a1'],
  ['#1b7c83', '#39c5cf'],
];

/** The class that colours a series: `c0`, `c1`, ... */
export function colourOf(/** @type {number} */ place) {
  return `c${place % COLOURS.length}`;
}

/**
 * A picture with its own ground, light or dark as the reader's system has it.
 * @param {{ width: number, height: number, title: string, content: string }} picture
 */
export function svg({ width, height, title, content }) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(title)}">
<title>${escapeXml(title)}</title>
<style>
text { font: 12px system-ui, sans-serif; fill: #1f2328 }
.title { font-size: 15px; font-weight: 600 }
.small { fill: #59636e }
.end { text-anchor: end } .middle { text-anchor: middle }
.ground { fill: #ffffff } .grid { stroke: #d1d9e0 } .line { fill: none; stroke-width: 2 } .leader { stroke-dasharray: 1 4 }
${classes(0)}
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc } .small { fill: #9198a1 } .ground { fill: #0d1117 } .grid { stroke: #3d444d }
${classes(1)}
}
</style>
<rect class="ground" width="${width}" height="${height}" rx="6"/>
<text class="title" x="16" y="26">${escapeXml(title)}</text>
${content}
</svg>
`;
}

function classes(/** @type {0 | 1} */ scheme) {
  return COLOURS.map(
    (pair, place) =>
      `.line.c${place}, .leader.c${place} { stroke: ${pair[scheme]} } .fill.c${place}, text.c${place} { fill: ${pair[scheme]} }`,
  ).join('\n');
}

/** A number of a picture: no more digits than can be seen. */
export function px(/** @type {number} */ number) {
  return String(Math.round(number * 10) / 10);
}

export function escapeXml(/** @type {string} */ text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
