import { spawn } from 'node:child_process';
import { cpuSecondsOf, watchProcessTree } from './process-tree.js';

/**
 * What a whole process cost, its children included; undefined: not measured on this system.
 * @typedef {{
 *   wallSeconds: number,
 *   cpuSeconds: number | undefined,
 *   peakMegabytes: number | undefined,
 *   peakThreads: number | undefined,
 *   stdout: string,
 *   stderr: string,
 *   isOver: boolean,
 * }} Measured
 */

/**
 * Runs a program to its end and measures it. One at a time, since CPU is told only for all children together.
 * @param {readonly [string, ...string[]]} command program and arguments
 * @param {{ env?: NodeJS.ProcessEnv | undefined, mostSeconds?: number | undefined }} [options]
 *   `mostSeconds`: it is killed then, and `isOver` is true
 * @returns {Promise<Measured>}
 */
export function measure([program, ...args], { env = process.env, mostSeconds = 60 } = {}) {
  return new Promise((resolve, reject) => {
    // Node itself tells nowhere what its children took.
    const cpuBefore = cpuSecondsOf('self');
    const startedAt = performance.now();
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const tree = watchProcessTree(child.pid);
    let isOver = false;
    let stdout = '';
    let stderr = '';
    let wallSeconds = 0;
    const deadline = setTimeout(() => {
      isOver = true;
      child.kill('SIGKILL');
    }, mostSeconds * 1000);
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('exit', () => {
      wallSeconds = (performance.now() - startedAt) / 1000;
    });
    child.on('close', () => {
      clearTimeout(deadline);
      const cpuAfter = cpuSecondsOf('self');
      const cpuSeconds = cpuBefore && cpuAfter ? cpuAfter.children - cpuBefore.children : undefined;
      const most = tree.stop();
      resolve({
        wallSeconds,
        cpuSeconds,
        peakMegabytes: most?.megabytes,
        peakThreads: most?.threads,
        stdout,
        stderr,
        isOver,
      });
    });
  });
}
