import { startLab } from '../dist/lab/lab.js';

/**
 * The program of a process that plays devices, so that their CPU is told apart from the client's. It takes
 * `{start: LabOptions[]}` and answers with the devices of each lab, takes `{report: true}` and answers with what it has
 * used and seen, and ends with its parent.
 */
/** @typedef {{ start: import('../dist/lab/lab.js').LabOptions[] } | { report: true }} Question */

/** @type {import('../dist/lab/lab.js').Lab[]} */
const labs = [];

process.on('message', async (/** @type {Question} */ question) => {
  if ('start' in question) {
    for (const options of question.start) labs.push(await startLab(options));
    process.send?.(labs.map((lab) => lab.devices));
    return;
  }
  const { user, system } = process.cpuUsage();
  process.send?.({
    cpuSeconds: (user + system) / 1e6,
    secretLeaks: labs.reduce((sum, lab) => sum + lab.counters.secretLeaks, 0),
  });
});

// Ctrl-C reaches the whole process group; the parent decides when the devices go.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
