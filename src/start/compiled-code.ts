import {
  closeSync,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import Module from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { threadId } from 'node:worker_threads';
import { crc32 } from 'node:zlib';

/**
 * From now on, the scripts of a folder are loaded with the code that V8 made of them in an earlier run; making it is most
 * of what loading them takes. V8 takes code only under the flags under which it was made, so they are set before.
 * @param kept the folder where code is kept; undefined: nowhere
 */
export function loadCompiledCode(folder: string, kept: string | undefined): void {
  // Node 22.0 and 22.1 have no sums.
  if (kept === undefined || !(crc32 as typeof crc32 | undefined)) return;
  const plain = LOADERS['.js'];
  LOADERS['.js'] = (module, file) =>
    dirname(file) === folder ? load(module, file, kept) : plain(module, file);
}

/**
 * Where code is kept: in the user's folder for what can be made anew, as the XDG Base Directory Specification says.
 * @returns undefined: nowhere, since the user does not want it or has no such folder
 */
export function compiledCodeFolder(env: NodeJS.ProcessEnv): string | undefined {
  // Node's own variable for its own such folder.
  if (env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  const { XDG_CACHE_HOME: named = '', HOME: home } = env;
  // By the specification others do not count.
  if (isAbsolute(named)) return join(named, 'netrun');
  try {
    return join(home || homedir(), '.cache', 'netrun');
  } catch {
    // A container may run under a number that nobody has. Who cannot do without a home folder will say so.
    return undefined;
  }
}

/** Keeps the code of what was loaded, with all that has been compiled of it since. Where that fails, nothing is lost. */
export function keepCompiledCode(): void {
  if (performance.now() > LONG_MS) return;
  for (const one of toKeep.splice(0)) {
    try {
      keep(one);
    } catch {
      // No space, or a folder that is not to be written to: the next run starts as this one did.
    }
  }
}

/** Documented as `require.extensions`, which a module has not; Node's types do not know it by this name. */
const { _extensions: LOADERS } = Module as unknown as {
  readonly _extensions: Record<'.js', (module: NodeJS.Module, file: string) => void>;
};

/** V8 forgets the code of what has not been called for a while, and with it all that a long run has begun with. */
const LONG_MS = 10_000;

type Compiled = {
  readonly script: Script;
  readonly path: string;
  readonly sourceSum: number;
  /** How many runs have added to it. */
  readonly runs: number;
};

/** V8 compiles a function when it is called, and one run may end before it has called many: the first few add up. */
const MOST_RUNS = 3;

const toKeep: Compiled[] = [];

function load(module: NodeJS.Module, file: string, folder: string): void {
  const source = readFileSync(file);
  const sourceSum = crc32(source);
  const path = pathFor(file, folder);
  const known = read(path, sourceSum);
  const script = new Script(Module.wrap(source.toString()), {
    filename: file,
    ...(known ? { cachedData: known.code } : {}),
  });
  const runs = known && !script.cachedDataRejected ? known.runs : 0;
  if (runs < MOST_RUNS) toKeep.push({ script, path, sourceSum, runs });
  const body: (...words: unknown[]) => void = script.runInThisContext(); // the function that `wrap` writes
  body.call(module.exports, module.exports, (id: string) => module.require(id), module, file, dirname(file));
}

/** Another installation, another version of Node, other flags: another file. */
function pathFor(file: string, folder: string): string {
  const circumstances = crc32(`${cachedDataVersionTag()} ${process.version} ${file}`);
  return join(folder, `${basename(file, '.js')}-${circumstances.toString(16)}.compiled`);
}

/** Sums of the source and of the code, the number of runs, and the code at a place where V8 needs no copy of it. */
const HEADER_BYTES = 16;

/** V8 believes what it reads, so it gets nothing that is damaged, of another source, or from somebody else. */
function read(path: string, sourceSum: number): { readonly code: Buffer; readonly runs: number } | undefined {
  const bytes = readOwn(path);
  if (!bytes || bytes.length < HEADER_BYTES || bytes.readUInt32LE(0) !== sourceSum) return undefined;
  const code = bytes.subarray(HEADER_BYTES);
  return bytes.readUInt32LE(4) === crc32(code) ? { code, runs: bytes.readUInt32LE(8) } : undefined;
}

function readOwn(path: string): Buffer | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const stats = fstatSync(file);
    return isOwn(stats) && (stats.mode & 0o022) === 0 ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Windows tells nobody's number; the user's folder is the user's there. */
function isOwn({ uid }: Stats): boolean {
  return process.geteuid?.() === uid || process.platform === 'win32';
}

function keep({ script, path, sourceSum, runs }: Compiled): void {
  const code = script.createCachedData();
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(sourceSum, 0);
  header.writeUInt32LE(crc32(code), 4);
  header.writeUInt32LE(runs + 1, 8);
  const folder = dirname(path);
  if (!isForOneself(folder)) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fresh = `${path}.${process.pid}-${threadId}`;
  try {
    writeFileSync(fresh, Buffer.concat([header, code]), { flag: 'wx', mode: 0o600 });
    renameSync(fresh, path);
  } catch (error) {
    // A part of it would be in the way of the next process with this number, which in a container is the next run.
    rmSync(fresh, { force: true });
    throw error;
  }
  if (runs === 0) removeOld(folder);
}

/** Who works in the home of another user, as with sudo, leaves nothing there that this user could not write to. */
function isForOneself(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (stats) return stats.isDirectory() && isOwn(stats);
  let above = dirname(folder);
  // A folder that was removed with this process in it has none above it.
  while (!existsSync(above) && above !== dirname(above)) above = dirname(above);
  return isOwn(statSync(above));
}

/** What no run has renewed for so long is of a version that is gone, or is soon made anew. */
const OLD_MS = 90 * 24 * 3_600_000;

/** Names of what is kept, and of what was being written when a run was killed. */
const KEPT_NAME = /-[0-9a-f]+\.compiled(?:\.\d+-\d+)?$/;

function removeOld(folder: string): void {
  for (const name of readdirSync(folder).filter((one) => KEPT_NAME.test(one))) {
    const path = join(folder, name);
    if (Date.now() - lstatSync(path).mtimeMs > OLD_MS) rmSync(path);
  }
}
