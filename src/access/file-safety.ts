import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Who runs netrun, by number; undefined where the system has no such numbers. */
export type Uid = number | undefined;

/**
 * Why somebody else could have written what a file says: it, or a folder on the way to it, belongs to another user than
 * this one and root, or others may write to it. A group that is one user's own (its number is the user's) is nobody else.
 * @returns the end of a sentence that begins with the file; undefined where nobody else could
 */
export function whyNotOurs(file: string, uid: Uid): string | undefined {
  if (uid === undefined) return undefined;
  let path: string;
  try {
    path = realpathSync(file);
  } catch {
    return 'is no file on this machine';
  }
  for (let at = path, what = 'it'; ; at = dirname(at), what = at) {
    const { uid: owner, gid, mode } = statSync(at);
    if (owner !== uid && owner !== 0) return `may be another user's: ${what} does not belong to you or root`;
    // In a folder with the sticky bit, such as /tmp, nobody can replace what is another's.
    const isShared = at !== path && (mode & STICKY) !== 0;
    if (!isShared && (mode & othersBits(WRITE, owner, gid)) !== 0) {
      return `can be written by others; chmod go-w ${what === 'it' ? file : what}`;
    }
    if (at === dirname(at)) return undefined;
  }
}

/**
 * May others read this file?
 * @returns false also where it is no file on this machine
 */
export function canOthersRead(file: string, uid: Uid): boolean {
  if (uid === undefined) return false;
  try {
    const { uid: owner, gid, mode } = statSync(file);
    return (mode & othersBits(READ, owner, gid)) !== 0;
  } catch {
    return false;
  }
}

const STICKY = 0o1000;
const READ = 0o044;
const WRITE = 0o022;
const GROUP = 0o070;

function othersBits(bits: number, owner: number, gid: number): number {
  return owner === gid ? bits & ~GROUP : bits;
}
