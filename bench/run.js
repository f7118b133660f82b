import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { CLIENTS } from './clients.js';
import { farmSource, LAB_SOURCE } from './devices.js';
import { readOptions, USAGE } from './options.js';
import { documentOf } from './page.js';
import { provide } from './provisions.js';
import { barsTable, rowTable, shapesTable } from './report.js';
import { measureRow } from './row-results.js';
import { titleOf } from './rows.js';
import { plainTable } from './table.js';

const startedAt = performance.now();
const options = optionsOrUsage();
const needed = new Set(options.rows.flatMap(({ clients }) => clients).flatMap(needOf));
const provisions = await provide(['farm', ...needed], { mayInstall: options.mayInstall, progress });
const farm = provisions.get('farm');
const source = farm && 'program' in farm ? farmSource(farm.program) : LAB_SOURCE;
const machine = {
  date: new Date().toISOString().slice(0, 10),
  netrun: JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version,
  node: `Node ${process.versions.node}`,
  system: `${process.platform} ${process.arch}, ${availableParallelism()} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB`,
  devices: source.title,
  load: (loadavg()[0] ?? 0).toFixed(1),
};
console.log(`netrun ${machine.netrun}, ${machine.node}, ${machine.system}
Devices: ${machine.devices}, a process of their own on the same machine. Every run is a whole process, from its start to its
end; clients in turns, up to ${options.rounds} times each or until they took ${options.secondsEach} s: median (lowest-highest).`);
if (Number(machine.load) > 0.5) {
  console.log(`The machine is busy (load ${machine.load} before the start): compare CPU, not seconds.`);
}
if (farm && 'missing' in farm) {
  console.log(
    `The farm cannot be built (${farm.missing}): rows of more than ${source.mostDevices} devices are left out.`,
  );
}

/** @type {import('./row-results.js').RowResult[]} */
const results = [];
for (const row of options.rows.filter(({ devices }) => devices <= source.mostDevices)) {
  const result = await measureRow(row, { ...options, source, provisions, progress });
  progress('');
  results.push(result);
  console.log(`\n${titleOf(row)}\n\n${plainTable(rowTable(result))}`);
  tellTrouble(result);
}
const bars = barsTable(results);
if (results.some(({ devices }) => devices === 3)) {
  console.log(`\nThe original's table: three devices\n\n${plainTable(shapesTable(results))}`);
}
if (bars.table.rows.length > 0) console.log(`\nBars\n\n${plainTable(bars.table)}`);
console.log(`\n${plainTable(clientsTable())}`);
console.log(`\n${bars.missed} bars missed. It took ${Math.round((performance.now() - startedAt) / 1000)} s.`);
if (options.isWritten) {
  const pages = documentOf({ results, machine, clients: clientsTable(), rounds: options.rounds });
  for (const [name, text] of Object.entries(pages)) {
    writeFileSync(new URL(`../docs/${name}`, import.meta.url), text);
    console.log(`written: docs/${name}`);
  }
}

function needOf(/** @type {import('./clients.js').ClientName} */ name) {
  const client = CLIENTS[name];
  return 'needs' in client ? [client.needs] : [];
}

/** Wrong answers of netrun, or a secret where it does not belong, are no matter of speed. */
function tellTrouble(/** @type {import('./row-results.js').RowResult} */ { cells, secretLeaks }) {
  for (const [name, { runs }] of cells) {
    const bad = runs.find((run) => run.right < run.asked);
    if (!bad) continue;
    if (!('needs' in CLIENTS[name])) process.exitCode = 1;
    console.log(`\n${CLIENTS[name].title}: ${bad.asked - bad.right} answers wrong or missing`);
    console.log(bad.stderr.trim().split('\n').slice(-10).join('\n'));
  }
  if (secretLeaks > 0) {
    console.log(`\nA client typed the secret where it was not asked for: ${secretLeaks} times.`);
    process.exitCode = 1;
  }
}

/** Which versions were measured, and why others were not. @returns {import('./table.js').Table} */
function clientsTable() {
  const rows = [...provisions].map(([name, provision]) =>
    'missing' in provision ? [name, `not measured: ${provision.missing}`] : [name, provision.version],
  );
  return { head: ['client', 'version'], rows, left: [0, 1] };
}

function optionsOrUsage() {
  try {
    const read = readOptions(process.argv.slice(2));
    if (!read.isHelp) return read;
    process.stdout.write(USAGE);
    process.exit();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** Tells who waits what goes on, on one line of a terminal. */
function progress(/** @type {string} */ text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}
