import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * What a whole process cost, its children included; undefined: not measured on this system.
 * @typedef {{
 *   wallSeconds: number,
 *   cpuSeconds: number | undefined,
 *   peakMegabytes: number | undefined,
 *   stdout: string,
 *   stderr: string,
 *   isOver: boolean,
 * }} Measured
 */

/**
 * Runs a program to its end and measures it. One at a time, since CPU is told only for all children together.
 * @param {readonly [string, ...string[]]} command program and arguments
 * @param {{ env?: NodeJS.ProcessEnv, mostSeconds?: number | undefined, shell?: boolean }} [options] `mostSeconds`: it is killed
 *   then, and `isOver` is true
 * @returns {Promise<Measured>}
 */
export function measure([program, ...args], { env = process.env, mostSeconds = 60, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const cpuBefore = childrenCpuSeconds();
    const startedAt = performance.now();
    const child = spawn(program, args, { env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    const memory = watchMemory(child.pid);
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
      const cpuAfter = childrenCpuSeconds();
      const cpuSeconds = cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore;
      resolve({ wallSeconds, cpuSeconds, peakMegabytes: memory.stop(), stdout, stderr, isOver });
    });
  });
}

/**
 * User and system time of all children that have ended, and of theirs: exact, where Linux tells it (proc(5),
 * /proc/PID/stat, fields 16 and 17). Node itself tells it nowhere.
 */
function childrenCpuSeconds() {
  const stat = readProc('/proc/self/stat');
  if (stat === undefined) return undefined;
  // The second field is a name in parentheses that may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / CLOCK_TICKS;
}

/** Linux counts in hundredths of a second towards programs. */
const CLOCK_TICKS = 100;

/**
 * Looks at the memory of a process and its children again and again until it is stopped.
 * @param {number | undefined} pid
 */
function watchMemory(pid) {
  let peakKilobytes = 0;
  let timer = setTimeout(look, 0);
  function look() {
    const startedAt = performance.now();
    peakKilobytes = Math.max(peakKilobytes, treeKilobytes(pid));
    // Looking at many processes takes time, which must not become part of what is measured.
    timer = setTimeout(look, Math.max(10, 20 * (performance.now() - startedAt)));
  }
  return {
    stop() {
      clearTimeout(timer);
      return peakKilobytes === 0 ? undefined : peakKilobytes / 1024;
    },
  };
}

/**
 * Resident memory of a process and its children now: what is each one's own, and the file pages of the biggest, since
 * all run the same program. The first one's own peak, which the system keeps, is never missed.
 * @param {number | undefined} pid
 */
function treeKilobytes(pid) {
  let own = 0;
  let files = 0;
  let rootPeak = 0;
  const pids = [String(pid)];
  for (const [place, one] of pids.entries()) {
    const status = readProc(`/proc/${one}/status`);
    if (status === undefined) continue;
    own += kilobytes(status, 'RssAnon') + kilobytes(status, 'RssShmem');
    files = Math.max(files, kilobytes(status, 'RssFile'));
    if (place === 0) {
      rootPeak = kilobytes(status, 'VmHWM');
      // Only main threads start processes here. A worker has no children of its own.
      pids.push(...(readProc(`/proc/${one}/task/${one}/children`)?.match(/\d+/g) ?? []));
    }
  }
  return Math.max(own + files, rootPeak);
}

/**
 * @param {string} status
 * @param {string} name
 */
function kilobytes(status, name) {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
}

/** A file of /proc; undefined where there is none, or where its process has just ended. */
function readProc(/** @type {string} */ path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
