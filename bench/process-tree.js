import { readdirSync, readFileSync } from 'node:fs';

/**
 * What a process and all that it started hold at one moment. Only Linux tells it.
 * @typedef {{ megabytes: number, threads: number }} TreeSize
 */

/**
 * Looks at a process and its descendants again and again until it is stopped, and keeps the most that it saw.
 * @param {number | undefined} pid
 */
export function watchProcessTree(pid) {
  /** @type {TreeSize | undefined} */
  let most;
  let timer = setTimeout(look, 0);
  function look() {
    const startedAt = performance.now();
    const now = sizeOfTree(processesOfTree(pid));
    if (now) {
      most = {
        megabytes: Math.max(most?.megabytes ?? 0, now.megabytes),
        threads: Math.max(most?.threads ?? 0, now.threads),
      };
    }
    // Looking at many processes takes time, which must not become part of what is measured.
    timer = setTimeout(look, Math.max(10, 20 * (performance.now() - startedAt)));
  }
  return {
    /** What was seen up to now. */
    most: () => most,
    stop() {
      clearTimeout(timer);
      return most;
    },
  };
}

/**
 * What /proc says of a process: /proc/PID/status, where there are several with /proc/PID/smaps_rollup behind it, and how many of
 * its threads have not ended.
 * @typedef {{ status: string, threads: number }} ProcessSeen
 */

/**
 * The size of processes, the first one first. Counted are the pages that are theirs alone, what a fork shares once (Pss, since the memory of a
 * forked process is its parent's until one of them writes), and the file pages of the biggest, since all run the same program. The
 * first one's own peak, which the system keeps, is never missed between two looks.
 * @param {readonly ProcessSeen[]} processes
 * @returns {TreeSize | undefined} undefined: there is none
 */
export function sizeOfTree(processes) {
  const statuses = processes.map(({ status }) => status);
  const [first] = statuses;
  if (first === undefined) return undefined;
  const own = sum(
    statuses.map((one) => kilobytes(one, 'Pss_Anon', 'RssAnon') + kilobytes(one, 'Pss_Shmem', 'RssShmem')),
  );
  const files = Math.max(...statuses.map((one) => kilobytes(one, 'RssFile')));
  const megabytes = Math.max(own + files, kilobytes(first, 'VmHWM')) / 1024;
  if (megabytes === 0) return undefined; // it has just ended
  return {
    megabytes,
    threads: sum(processes.map(({ threads }) => threads)),
  };
}

/** User and system seconds of a process, and of its children that have ended: proc(5), /proc/PID/stat. */
export function cpuSecondsOf(/** @type {number | 'self'} */ pid) {
  const stat = readProc(`/proc/${pid}/stat`);
  return stat === undefined ? undefined : cpuSecondsIn(stat);
}

/**
 * What a line of /proc/PID/stat says, in steps of 10 ms (Linux counts in hundredths of a second towards programs).
 * @param {string} stat
 */
export function cpuSecondsIn(stat) {
  const fields = fieldsIn(stat);
  const [own, children] = [Number(fields[11]) + Number(fields[12]), Number(fields[13]) + Number(fields[14])];
  return { own: own / 100, children: children / 100 };
}

/** What /proc says of a process and of all its descendants that live. @returns {ProcessSeen[]} */
function processesOfTree(/** @type {number | undefined} */ pid) {
  /** @type {(ProcessSeen & { pid: string })[]} */
  const living = [];
  const pids = [String(pid)];
  for (const one of pids) {
    const status = readProc(`/proc/${one}/status`);
    if (status === undefined) continue;
    const threads = threadsOf(one);
    living.push({ pid: one, status, threads: threads.filter(isAlive).length });
    // Children belong to the thread that has started them.
    pids.push(...threads.flatMap((thread) => readProc(`${thread}/children`)?.match(/\d+/g) ?? []));
  }
  if (living.length === 1) return living;
  return living.map((one) => ({
    ...one,
    status: `${one.status}${readProc(`/proc/${one.pid}/smaps_rollup`) ?? ''}`,
  }));
}

/** The folder of each thread of a process. */
function threadsOf(/** @type {string} */ pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`);
  } catch {
    return [];
  }
}

/** One that has ended is there for a moment more: PF_EXITING of Linux' sched.h, in the ninth field of proc(5), /proc/PID/stat. */
function isAlive(/** @type {string} */ thread) {
  const stat = readProc(`${thread}/stat`);
  return stat !== undefined && (Number(fieldsIn(stat)[6]) & PF_EXITING) === 0;
}

const PF_EXITING = 4;

/** Those behind the second field, which is a name in parentheses that may hold anything. */
function fieldsIn(/** @type {string} */ stat) {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/**
 * @param {string} status
 * @param {readonly string[]} names the first one that it knows
 */
function kilobytes(status, ...names) {
  const found = names.map((name) => new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
  return Number(found.find((one) => one !== undefined) ?? 0);
}

function sum(/** @type {readonly number[]} */ numbers) {
  return numbers.reduce((all, one) => all + one, 0);
}

/** A file of /proc; undefined where there is none, or where its process has just ended. */
function readProc(/** @type {string} */ path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
