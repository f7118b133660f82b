import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where peers are installed: nothing of it is part of the system or of this tree. */
const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'netrun-bench');

/**
 * What a client needs, once it is there: the program to run it with, and what it is, with versions; or why it is not
 * there.
 * @typedef {{ program: string, env?: Record<string, string>, version: string }} Ready
 * @typedef {Ready | { missing: string }} Provision
 */

/**
 * How each of them is found or installed, as far as that is allowed; rejects where it cannot be had, with why. Versions are
 * pinned here.
 */
const PROVISIONS = {
  original: debianPackages('python3-netmiko', ['netmiko', 'paramiko']),
  netmiko: virtualEnvironment('netmiko', ['netmiko==4.8.0'], ['netmiko', 'paramiko']),
  scrapli: virtualEnvironment('scrapli', ['scrapli==2026.10.14'], ['scrapli']),
  nornir: virtualEnvironment(
    'nornir',
    ['nornir==3.6.0', 'nornir-netmiko==1.0.1', 'netmiko==4.8.0'],
    ['nornir', 'nornir-netmiko', 'netmiko'],
  ),
  'parallel-ssh': virtualEnvironment('parallel-ssh', ['parallel-ssh==2.16.0.post1'], ['parallel-ssh']),
  asyncssh: virtualEnvironment('asyncssh', ['asyncssh==2.24.1'], ['asyncssh', 'cryptography']),
  farm: goProgram('farm', './farm'),
  go: goProgram('gossh', './peers/gossh'),
  node: nodeItself,
};

/**
 * @typedef {keyof typeof PROVISIONS} ProvisionName
 * @typedef {{ mayInstall: boolean }} Permission
 */

/**
 * Finds or installs what is needed, one after the other; what cannot be had is marked with why.
 * @param {Iterable<ProvisionName>} names
 * @param {Permission & { progress(text: string): void }} options
 */
export async function provide(names, { mayInstall, progress }) {
  /** @type {Map<ProvisionName, Provision>} */
  const found = new Map();
  for (const name of names) {
    progress(`looking for ${name}`);
    found.set(name, await PROVISIONS[name]({ mayInstall }).catch((error) => ({ missing: reasonOf(error) })));
  }
  return found;
}

/** The last line that a program complained with, which is where it says what was wrong. */
function reasonOf(/** @type {any} */ error) {
  if (error.code === 'ENOENT') return `${error.path} is not installed`;
  return (error.stderr || error.message).trim().split('\n').at(-1);
}

/**
 * A Debian package and all that it needs, unpacked into the cache; what is installed already is taken as it is.
 * @param {string} name
 * @param {readonly string[]} versionsOf
 * @returns {(permission: Permission) => Promise<Ready>}
 */
function debianPackages(name, versionsOf) {
  const program = '/usr/bin/python3';
  const folder = join(CACHE, name);
  const env = { PYTHONPATH: join(folder, 'usr/lib/python3/dist-packages') };
  return async (permission) => {
    const version = await versions(program, {}, versionsOf).catch(() => undefined);
    if (version !== undefined) return { program, version };
    if (!existsSync(env.PYTHONPATH)) await unpack(permission);
    return { program, env, version: await versions(program, env, versionsOf) };
  };
  async function unpack(/** @type {Permission} */ permission) {
    check(permission);
    const { stdout } = await run('apt-get', ['install', '--simulate', '--no-install-recommends', name]);
    const packages = [...stdout.matchAll(/^Inst (\S+)/gm)].map(([, one = '']) => one);
    const downloads = join(CACHE, `${name}-downloads`);
    mkdirSync(downloads, { recursive: true });
    await run('apt-get', ['download', ...packages], { cwd: downloads });
    for (const file of readdirSync(downloads)) await run('dpkg', ['-x', join(downloads, file), folder]);
    rmSync(downloads, { recursive: true });
    // As the package does when it is installed, so that no run has to. Some of its files are no Python 3.
    await run(program, ['-m', 'compileall', '-q', folder]).catch(() => {});
  }
}

/**
 * A virtual environment with packages of PyPI, made anew when other versions are asked for.
 * @param {string} name
 * @param {readonly string[]} packages
 * @param {readonly string[]} versionsOf
 * @returns {(permission: Permission) => Promise<Ready>}
 */
function virtualEnvironment(name, packages, versionsOf) {
  const folder = join(CACHE, name);
  const program = join(folder, 'bin/python');
  const stamp = join(folder, 'installed.txt');
  return async (permission) => {
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== packages.join('\n')) await install(permission);
    return { program, version: await versions(program, {}, versionsOf) };
  };
  async function install(/** @type {Permission} */ permission) {
    check(permission);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(CACHE, { recursive: true });
    await run('python3', ['-m', 'venv', folder]);
    await run(program, ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', ...packages]);
    writeFileSync(stamp, packages.join('\n'));
  }
}

function check(/** @type {Permission} */ { mayInstall }) {
  if (!mayInstall) throw new Error('not installed, and --no-install was given');
}

/**
 * @param {string} python
 * @param {Record<string, string>} env
 * @param {readonly string[]} packages
 */
async function versions(python, env, packages) {
  const code =
    'import sys, platform, importlib.metadata as m; print(", ".join([f"{p} {m.version(p)}" for p in sys.argv[1:]] + ["Python " + platform.python_version()]))';
  const { stdout } = await run(python, ['-c', code, ...packages], { env: { ...process.env, ...env } });
  return stdout.trim();
}

/**
 * A program of this folder's Go module. Go itself knows whether it must be built anew.
 * @param {string} name
 * @param {string} source
 * @returns {() => Promise<Ready>}
 */
function goProgram(name, source) {
  const program = join(CACHE, name);
  const folder = fileURLToPath(new URL('.', import.meta.url));
  return async () => {
    mkdirSync(CACHE, { recursive: true });
    await run('go', ['build', '-o', program, source], { cwd: folder });
    const { stdout } = await run('go', ['version', '-m', program]);
    const go = /: go(\S+)/.exec(stdout)?.[1];
    const ssh = /golang\.org\/x\/crypto\s+v(\S+)/.exec(stdout)?.[1];
    return { program, version: `x/crypto ${ssh}, Go ${go}` };
  };
}

/** @returns {Promise<Ready>} */
async function nodeItself() {
  const { version } = JSON.parse(
    readFileSync(new URL('../node_modules/ssh2/package.json', import.meta.url), 'utf8'),
  );
  return { program: process.execPath, version: `ssh2 ${version}, Node ${process.versions.node}` };
}
