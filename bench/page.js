import { barChart } from './charts/bar-chart.js';
import { lineChart } from './charts/line-chart.js';
import { barsTable, cpuOf, curves, rowTable, shapesBars, shapesTable, wallOf } from './report.js';
import { titleOf } from './rows.js';
import { markdownTable } from './table.js';

/**
 * The page of the last measurement and its charts: file name and text.
 * @param {{
 *   results: readonly import('./row-results.js').RowResult[],
 *   machine: { date: string, netrun: string, node: string, system: string, devices: string, load: string },
 *   clients: import('./table.js').Table,
 *   rounds: number,
 * }} measured
 * @returns {Record<string, string>}
 */
export function documentOf({ results, machine, clients, rounds }) {
  const three = results.find(({ row }) => row.name === '3');
  const charts = {
    ...(three && {
      'benchmarks-shapes.svg': barChart({
        title: 'Three devices, RTT 0 ms: the whole program',
        unit: 's',
        bars: shapesBars(three),
      }),
    }),
    'benchmarks-wall.svg': lineChart({
      title: 'Seconds against the number of devices, RTT 0 ms',
      xTitle: 'devices',
      yTitle: 'seconds, start and end of the program included',
      series: curves(results, wallOf),
    }),
    'benchmarks-cpu.svg': lineChart({
      title: 'CPU of the client for a session',
      xTitle: 'devices',
      yTitle: 'milliseconds a session, start of the program included',
      series: curves(results, cpuOf),
    }),
  };
  const page = `# Benchmarks

What netrun costs beside other ways to run \`show ip int br\` on devices: log in by password, \`enable\` with its secret, pager off,
the command, log out. Written by \`npm run bench -- --write\`; [how it measures](../bench/README.md).

netrun ${machine.netrun}, ${machine.node}, ${machine.system}, ${machine.date}. The devices were ${machine.devices}, a process of
their own on the same cores. Clients in turns, up to ${rounds} times each: median (lowest-highest). Figures of one machine: compare
rows, not machines. The load of the machine before the start was ${machine.load}: above 0.5 it was busy with other things as well.

## Bars

${markdownTable(barsTable(results).table)}

## The original's table

netrun repeats the three shapes in which the script that it descends from was measured, and adds its own, \`auto\`.

${markdownTable(shapesTable(results))}

${three ? '![Seconds for three devices](benchmarks-shapes.svg)' : ''}

## Cost against size

![Seconds against the number of devices](benchmarks-wall.svg)

![CPU for a session against the number of devices](benchmarks-cpu.svg)

## Everything that was measured

**to netrun**: wall time as a multiple of netrun's. **CPU**: user and system seconds of the client and its children; the
devices' CPU stands apart. **peak MB**: resident memory of all the client's processes together. **answers**: each is looked at;
a wrong one makes the row worthless.

${results.map((result) => `### ${titleOf(result.row)}\n\n${markdownTable(rowTable(result))}`).join('\n\n')}

## Who was measured

${markdownTable(clients)}
`;
  return { 'benchmarks.md': page, ...charts };
}
