import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { afterAll, beforeAll, describe, expect, it, type TestContext, vi } from 'vitest';
import { SUBCOMMANDS } from '../src/cli/subcommands.ts';
import { inventoryText } from '../src/lab/inventory-text.ts';
import { type Lab, startLab } from '../src/lab/lab.ts';
import { REPORTERS } from '../src/reporters/index.ts';
import { type Ending, start } from './cli/program.ts';

const ROOT = path.join(import.meta.dirname, '..');
const TSC = path.join(ROOT, 'node_modules/.bin/tsc');

let folder: string;
let archive: string;
let lab: Lab;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-packed-'));
  // Without `prepack`, which would build under running tests.
  const packing = await npm(['pack', '--ignore-scripts', '--pack-destination', folder], ROOT);
  expect(packing.stderr + packing.stdout).toContain('.tgz');
  const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
  archive = path.join(folder, name);
  lab = await startLab({ devices: 2 });
});
afterAll(async () => {
  await lab?.close();
  await rm(folder, { recursive: true, force: true });
});

it('The types of the archive are right for all who import ES modules', async () => {
  const data = new Uint8Array(await readFile(archive));
  const analysis = await checkPackage(createPackageFromTarballData(data));
  const problems = analysis.types === false ? ['there are none'] : analysis.problems;
  // It has no CommonJS, and says so.
  const ofOthers = ['node10', 'node16-cjs'];
  const ours = problems.filter(
    (problem) =>
      typeof problem === 'string' ||
      !('resolutionKind' in problem) ||
      !ofOthers.includes(problem.resolutionKind),
  );
  expect(ours).toEqual([]);
});

// npm and a compiler take their time on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

describe('The archive in an empty folder', () => {
  let app: string;
  /** Why it could not be installed; undefined: it is. */
  let missing: string | undefined;
  beforeAll(async () => {
    app = path.join(folder, 'app');
    await mkdir(app);
    const run = await npm(['install', '--prefer-offline', '--ignore-scripts', archive], app);
    missing = whyUnreachable(run);
    if (missing === undefined) expect(run.code, run.stderr).toBe(0);
    await writeFile(path.join(app, 'lab.yaml'), inventoryText(lab.devices), { mode: 0o600 });
  });
  const installed = (context: TestContext) => context.skip(missing !== undefined, missing);

  it('is a command that tells its version', async (context) => {
    installed(context);
    const { stdout, code } = await npx(['netrun', '--version'], app);
    const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect([stdout, code]).toEqual([`${version}\n`, 0]);
  });

  it('is a command that runs one on devices', async (context) => {
    installed(context);
    const { stdout, stderr, code } = await npx(
      ['netrun', '-i', 'lab.yaml', '-o', 'lines', 'show privilege'],
      app,
    );
    expect(stderr).toMatch(/^2 devices: 2 ok/m);
    expect([stdout, code]).toEqual([
      'R1: Current privilege level is 15\nR2: Current privilege level is 15\n',
      0,
    ]);
  });

  it('has the lab, its manual page and the whole help', async (context) => {
    installed(context);
    await using program = start(
      process.execPath,
      ['node_modules/netrun/bin/netrun.js', 'demo', 'show clock'],
      { cwd: app },
    );
    expect((await program.ended).stderr).toContain('3 devices: 3 ok');
    expect((await npx(['netrun', 'man'], app)).stdout).toBe(
      await readFile(path.join(app, 'node_modules/netrun/dist/netrun.1'), 'utf8'),
    );
  });

  it('has all that its commands load when they need it', async (context) => {
    installed(context);
    const bin = 'node_modules/netrun/bin/netrun.js';
    for (const name of Object.keys(SUBCOMMANDS)) {
      await using program = start(process.execPath, [bin, name, '--help'], { cwd: app });
      const { stderr, code } = await program.ended;
      expect([name, stderr, code]).toEqual([name, '', 0]);
    }
    const outputs = Object.keys(REPORTERS).flatMap((name) => ['-o', `${name}=out.${name}`]);
    const all = ['-i', 'lab.yaml', ...outputs, '--timings', '--changed', '--metrics', 'm.prom', 'show clock'];
    await using program = start(process.execPath, [bin, ...all], { cwd: app });
    expect((await program.ended).stderr).toMatch(/^2 devices: 2 ok/m);
    for (const name of Object.keys(REPORTERS))
      expect(existsSync(path.join(app, `out.${name}`)), name).toBe(true);
  });

  it('is a library whose types hold, and that runs', async (context) => {
    installed(context);
    const [device] = lab.devices;
    const { host, port, username, password } = device ?? {};
    await writeFile(path.join(app, 'package.json'), '{"type": "module"}');
    await writeFile(path.join(app, 'main.ts'), program({ host, port, username, password }));
    await writeFile(
      path.join(app, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: COMPILER, files: ['main.ts'] }),
    );
    await using compiler = start(process.execPath, [TSC, '-p', app], { timeoutMs: 60_000 });
    expect(await compiler.ended).toMatchObject({ stdout: '', code: 0 });
    await using compiled = start(process.execPath, ['main.js'], { cwd: app });
    expect(await compiled.ended).toMatchObject({
      stdout: '127.0.0.1 ok Current privilege level is 1\n',
      stderr: '',
      code: 0,
    });
  });

  it.skipIf(process.platform === 'win32')('installs its manual page with the command', async (context) => {
    installed(context);
    const prefix = path.join(folder, 'global');
    const run = await npm(
      ['install', '--global', '--prefer-offline', '--ignore-scripts', '--prefix', prefix, archive],
      app,
    );
    expect(run.code, run.stderr).toBe(0);
    expect(existsSync(path.join(prefix, 'bin/netrun'))).toBe(true);
    expect(await readFile(path.join(prefix, 'share/man/man1/netrun.1'), 'utf8')).toMatch(/^\.TH NETRUN 1 /);
  });
});

/** As strict as a project can be, and for the oldest Node that netrun runs on. */
const COMPILER = {
  module: 'nodenext',
  target: 'es2022',
  lib: ['es2023', 'esnext.disposable'],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  types: ['node'],
  typeRoots: [path.join(ROOT, 'node_modules/@types')],
};

function program(login: object): string {
  return `
import { collect, EXECUTORS, newDevice, newJob, type Result, run, type RunOptions } from 'netrun';

const devices = [newDevice({ platform: 'cisco_ios', ...${JSON.stringify(login)} })];
await using executor = EXECUTORS.threads('auto');
const options: RunOptions = { executor };
const results: Result[] = await collect(devices, run(devices, newJob('show privilege'), options));
for (const { device, outcome, replies } of results) {
  const why: string = outcome.status === 'failed' ? outcome.failure.message : '';
  console.log(device.host, outcome.status, why + (replies[0]?.output.trim() ?? ''));
}
`;
}

async function npm(args: readonly string[], cwd: string): Promise<Ending> {
  await using run = start('npm', [...args, '--no-audit', '--no-fund', '--no-update-notifier'], {
    cwd,
    env: userEnvironment(),
    timeoutMs: 100_000,
  });
  return await run.ended;
}

async function npx(args: readonly string[], cwd: string): Promise<Ending> {
  await using run = start('npx', ['--no-install', ...args], { cwd, env: userEnvironment() });
  return await run.ended;
}

/** npm needs its cache and its configuration. */
function userEnvironment(): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  const proxies = Object.entries(process.env).filter(([name]) =>
    /^(?:npm_config_|https?_proxy|no_proxy)/i.test(name),
  );
  return {
    ...Object.fromEntries(proxies.map(([name, value = '']) => [name, value])),
    PATH,
    HOME,
    NETRUN_STATE_DIR: path.join(folder, 'state'),
  };
}

function whyUnreachable({ code, stderr }: Ending): string | undefined {
  const [cause] =
    /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET|E5\d\d)\b/.exec(stderr) ?? [];
  return code !== 0 && cause ? `the npm registry cannot be reached: ${cause}` : undefined;
}
