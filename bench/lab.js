import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ipInterfaceBrief } from '../dist/lab/transcripts/cisco-ios-outputs.js';

/** The command that all benchmarks run. */
export const COMMAND = 'show ip int br';

/**
 * Simulated devices in a process of their own.
 * @typedef {{
 *   labs: import('../dist/lab/lab.js').Lab['devices'][],
 *   report(): Promise<{ cpuSeconds: number, secretLeaks: number }>,
 *   close(): void,
 * }} LabProcess
 */

/**
 * @param {readonly import('../dist/lab/lab.js').LabOptions[]} options one for each lab
 * @returns {Promise<LabProcess>}
 */
export async function startLabProcess(options) {
  const child = fork(fileURLToPath(new URL('./lab-process.js', import.meta.url)), {
    serialization: 'advanced',
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error('the process of the simulated devices has ended');
  });
  ended.catch(() => {});
  const ask = async (/** @type {object} */ question) => {
    child.send(question);
    const [answer] = await Promise.race([once(child, 'message'), ended]);
    return answer;
  };
  return {
    labs: await ask({ start: options }),
    report: () => ask({ report: true }),
    close: () => child.disconnect(),
  };
}

/** What a device of the lab must answer to the command, byte for byte; R7 is the seventh. */
export function rightAnswer(/** @type {string} */ name) {
  const facts = /** @type {any} */ ({ index: Number(name.slice(1)) }); // all that this output depends on
  return ipInterfaceBrief(facts);
}
