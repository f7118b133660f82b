import { startFarm } from './farm.js';
import { startLabProcess } from './lab.js';

/**
 * Simulated devices, in a process of their own.
 * @typedef {{
 *   devices: import('../dist/lab/lab.js').Lab['devices'],
 *   cpuSeconds(): Promise<number | undefined>,
 *   secretLeaks(): Promise<number>,
 *   close(): void,
 * }} Devices
 */

/**
 * Where devices come from: the farm, a built Go program; where there is none, the lab, whose devices cost more than
 * their client, so that more than `mostDevices` of them would measure the lab.
 * @typedef {{ title: string, mostDevices: number, start(options: { count: number, rttMs: number }): Promise<Devices> }} Source
 */

/** @returns {Source} */
export function farmSource(/** @type {string} */ program) {
  return {
    title: 'the farm (a Go program)',
    mostDevices: 60_000,
    async start(options) {
      const farm = await startFarm(program, options);
      return { ...farm, secretLeaks: async () => (await farm.counters()).secretLeaks };
    },
  };
}

/** @type {Source} */
export const LAB_SOURCE = {
  title: 'the lab (a Node program)',
  mostDevices: 100,
  async start({ count, rttMs }) {
    // Only Linux has all loopback addresses without set-up.
    const addresses = process.platform === 'linux' ? 'hosts' : 'ports';
    const lab = await startLabProcess([{ devices: count, addresses, behaviour: { rttMs } }]);
    return {
      devices: lab.labs[0] ?? [],
      cpuSeconds: async () => (await lab.report()).cpuSeconds,
      secretLeaks: async () => (await lab.report()).secretLeaks,
      close: lab.close,
    };
  },
};
