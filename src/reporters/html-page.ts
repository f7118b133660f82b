import { createHash } from 'node:crypto';
import type { Wishes } from './wishes.ts';

/**
 * The beginning of the report, before anything is known of the run.
 *
 * Outputs come first in the file, since they are written while the run goes on, and what was found of the whole run
 * comes last. The shadow tree puts the findings above the outputs, for eyes, keyboards and screen readers alike, and
 * needs no script.
 */
export function pageHead(title: string, { parts }: Pick<Wishes, 'parts'>): string {
  const [link, hidden] = parts === 'summary' ? ['', ' hidden'] : [' <a href="#outputs">Outputs</a>', ''];
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(STYLE)}`,
    `script-src ${hashOf(SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<nav aria-label="Parts of the report"><a href="#summary">Summary</a> <a href="#reasons">Reasons</a> <a href="#waterfall">Waterfall</a> <a href="#slowest">Slowest devices</a>${link}</nav>
</header>
<main>
<template shadowrootmode="open"><slot name="findings"></slot><slot></slot></template>
<section aria-labelledby="outputs"${hidden}>
<h2 id="outputs">Outputs</h2>
<form id="search" role="search" hidden>
<label>Search <input type="search" id="wanted" autocomplete="off" spellcheck="false"></label>
<label><input type="checkbox" id="troubled"> only devices that were not ok</label>
<button type="button" id="open">Open all shown</button>
<button type="button" id="close">Close all</button>
<output id="count" for="wanted troubled"></output>
</form>
`;
}

/** Between the outputs and the findings. */
export const FINDINGS = '</section>\n<div slot="findings">\n';

export function pageFoot(): string {
  return `</div>\n</main>\n<script>${SCRIPT}</script>\n</body>\n</html>\n`;
}

/** Content Security Policy 3: what stands between the tags, as it stands there, is allowed by its hash. */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** The stages' colours are those of Okabe and Ito, told apart by colour-blind people too; nothing is told by colour alone. */
const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b1f24; --dim: #57606a; --line: #d0d7de; --box: #f5f7f9; --link: #0550ae;
  --ok: #00664a; --bad: #a8320c; --edge: #1b1f2466;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --ink: #e3e8ee; --dim: #9aa5b1; --line: #343c46; --box: #1d232a; --link: #79b8ff;
    --ok: #4cc9a0; --bad: #ff9a73; --edge: #00000066;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .75rem; }
h3, h4 { font-size: 1rem; margin: 0; }
a { color: var(--link); }
nav a { margin-right: 1rem; }
pre, code, svg text.name { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
pre { margin: .25rem 0 1rem; padding: .75rem; background: var(--box); border: 1px solid var(--line); border-radius: 4px;
  font-size: 13px; line-height: 1.4; overflow-x: auto; max-height: 40rem; tab-size: 8; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .75rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child { padding-left: 0; }
th:first-child, td.word, th.word { text-align: left; }
thead th { color: var(--dim); font-weight: 600; }
caption { text-align: left; color: var(--dim); padding-bottom: .5rem; }
.wide { overflow-x: auto; }
.counts { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; margin: 0 0 .75rem; list-style: none; }
.counts li { min-width: 7rem; padding: .5rem 1rem; background: var(--box); border: 1px solid var(--line); border-radius: 4px; }
.counts strong { display: block; font-size: 1.5rem; line-height: 1.3; }
.dim { color: var(--dim); }
.ok .mark, .counts .ok strong { color: var(--ok); }
.bad .mark, .counts .bad strong { color: var(--bad); }
.reason { margin: 0 0 1rem; padding-left: .75rem; border-left: 3px solid var(--line); overflow-wrap: anywhere; }
.reason.bad { border-color: var(--bad); }
.reason p { margin: 0; }
form { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin-bottom: .75rem; }
input, button { font: inherit; color: inherit; }
input[type=search] { width: 20rem; max-width: 100%; padding: .2rem .5rem; background: var(--paper);
  border: 1px solid var(--dim); border-radius: 4px; }
button { background: var(--box); border: 1px solid var(--dim); border-radius: 4px; padding: .2rem .75rem; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 1px; }
.device { border-bottom: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 2.2rem; }
summary { padding: .35rem .25rem; cursor: pointer; overflow-wrap: anywhere; }
summary h3, summary span { display: inline; margin-right: .75rem; }
.device > :not(summary) { margin-left: 1.25rem; }
.device p { margin-top: .25rem; margin-bottom: .5rem; }
pre:empty::before { content: "no output"; color: var(--dim); font-style: italic; }
.device h4 { font-weight: 600; overflow-wrap: anywhere; }
::highlight(found) { background: #f0e442; color: #000000; }
.keys { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: 0 0 .5rem; list-style: none; }
.keys svg { width: .9rem; height: .9rem; vertical-align: -.1rem; }
.chart svg { display: block; width: 100%; min-width: 44rem; height: auto; }
svg text { fill: var(--ink); font-size: 12px; }
svg text.tick { fill: var(--dim); font-size: 11px; }
svg text.bad { fill: var(--bad); }
svg line { stroke: var(--line); }
svg rect { stroke: var(--edge); stroke-width: .5; }
.life { fill: var(--line); }
.resolve { fill: #8c959f; } .connect { fill: #56b4e9; } .handshake { fill: #0072b2; } .authenticate { fill: #e69f00; }
.shell { fill: #f0e442; } .enable { fill: #cc79a7; } .command { fill: #009e73; }
@media print { pre { max-height: none; } form { display: none; } }
`;

/** Searches the outputs, and opens what a link leads to; without it the report is whole and only not searchable. */
const SCRIPT = `
'use strict';
const byId = (id) => document.getElementById(id);
const wanted = byId('wanted'), troubled = byId('troubled');
const devices = [...document.querySelectorAll('details.device')];
const OPENED = 20, MARKED = 1000;
function search() {
  const word = wanted.value.toLowerCase();
  const shown = devices.filter((device) => {
    const fits = (!troubled.checked || !device.classList.contains('ok')) &&
      (word === '' || device.textContent.toLowerCase().includes(word));
    device.hidden = !fits;
    return fits;
  });
  byId('count').textContent = shown.length + ' of ' + devices.length + ' devices';
  const found = word === '' ? [] : shown.slice(0, OPENED);
  if (shown.length <= OPENED) for (const device of found) device.open = true;
  mark(found, word);
}
function mark(found, word) {
  if (!window.Highlight || !CSS.highlights) return;
  const ranges = [];
  for (const device of found) {
    const texts = document.createTreeWalker(device, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node && ranges.length < MARKED; node = texts.nextNode()) {
      const text = node.data.toLowerCase();
      if (text.length !== node.data.length) continue;
      for (let at = text.indexOf(word); at >= 0 && ranges.length < MARKED; at = text.indexOf(word, at + word.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        ranges.push(range);
      }
    }
  }
  CSS.highlights.set('found', new Highlight(...ranges));
}
function follow() {
  const target = byId(location.hash.slice(1));
  if (!target?.classList.contains('device')) return;
  target.hidden = false;
  target.open = true;
  target.scrollIntoView();
}
let soon;
wanted.addEventListener('input', () => {
  clearTimeout(soon);
  soon = setTimeout(search, 150);
});
troubled.addEventListener('change', search);
byId('open').addEventListener('click', () => {
  for (const device of devices) if (!device.hidden) device.open = true;
});
byId('close').addEventListener('click', () => {
  for (const device of devices) device.open = false;
});
byId('search').addEventListener('submit', (event) => event.preventDefault());
addEventListener('hashchange', follow);
byId('search').hidden = false;
search();
follow();
`;
