import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { netrun, type Run } from '../integration/harness.ts';
import { useFolder } from '../reporters/own-folder.ts';

const temporary = useFolder();
const kept = () => path.join(temporary.path, 'netrun');

const EXAMPLE = path.join(import.meta.dirname, '../../devices.example.yaml');

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ devices: 1 });
  return () => lab[Symbol.asyncDispose]();
});

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
  return netrun(args, {
    inventory: inventoryText(lab.devices),
    env: { XDG_CACHE_HOME: temporary.path, ...env },
  });
}

/** Names of the scripts whose code is kept, and in how many runs it was made. */
function runsByScript(): Readonly<Record<string, number>> {
  return Object.fromEntries(
    filesOf(kept()).map((name) => [
      name.replace(/-[0-9a-f]+\.compiled$/, ''),
      readFileSync(path.join(kept(), name)).readUInt32LE(8),
    ]),
  );
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

const RIGHT = { code: 0, stderr: expect.stringMatching(/^1 device: 1 ok in /) };

describe('compiled code', () => {
  test('of a run is kept for its user alone, and gathered in the first three runs', async () => {
    for (const runs of [1, 2, 3, 3]) {
      expect(await run(['show clock'])).toMatchObject(RIGHT);
      expect(runsByScript()).toEqual({ command: runs, plan: runs, 'worker-session': runs });
    }
    if (process.platform === 'win32') return;
    expect(statSync(kept()).mode & 0o777).toBe(0o700);
    for (const name of filesOf(kept())) expect(statSync(path.join(kept(), name)).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['is damaged', (file: string) => damage(file, (bytes) => void bytes.fill(0, bytes.length / 2))],
    ['is cut', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 1000))],
    ['is empty', (file: string) => writeFileSync(file, '')],
    ['is of another source', (file: string) => damage(file, (bytes) => void bytes.writeUInt32LE(1, 0))],
    ...(process.platform === 'win32'
      ? []
      : [['others may change', (file: string) => chmodSync(file, 0o622)] as const]),
  ] as const)('that %s is not used, and made anew', async (_, spoil) => {
    for (let runs = 0; runs < 2; runs++) await run(['show clock']);
    for (const name of filesOf(kept())) spoil(path.join(kept(), name));
    expect(await run(['show clock'])).toMatchObject(RIGHT);
    expect(runsByScript()).toEqual({ command: 1, plan: 1, 'worker-session': 1 });
  });

  test('of other flags of V8 is kept beside it', async () => {
    await run(['show clock']);
    const first = filesOf(kept());
    expect(await run(['show clock'], { NODE_OPTIONS: '--interpreted-frames-native-stack' })).toMatchObject(
      RIGHT,
    );
    expect(filesOf(kept())).toEqual(expect.arrayContaining([...first]));
    expect(filesOf(kept()).length).toBeGreaterThan(first.length);
  });

  test('that nothing has renewed for a season goes when new code comes, and nothing else does', async () => {
    mkdirSync(kept());
    const old = ['plan-1a.compiled', 'plan-1a.compiled.77-1', 'devices.yaml', 'backup-2024'];
    for (const name of [...old, 'plan-2b.compiled']) writeFileSync(path.join(kept(), name), '');
    for (const name of old) utimesSync(path.join(kept(), name), 0, 0);
    await run(['show clock']);
    expect(filesOf(kept())).toEqual(
      expect.arrayContaining(['plan-2b.compiled', 'devices.yaml', 'backup-2024']),
    );
    expect(filesOf(kept()).filter((name) => name.startsWith('plan-1a'))).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('is not kept in a folder that is somewhere else', async () => {
    mkdirSync(path.join(temporary.path, 'elsewhere'));
    symlinkSync('elsewhere', kept());
    expect(await run(['show clock'])).toMatchObject(RIGHT);
    expect(filesOf(kept())).toEqual([]);
  });

  test.skipIf(process.geteuid?.() !== 0)(
    "is not kept, nor looked for, in another user's folder",
    async () => {
      for (let runs = 0; runs < 3; runs++) await run(['show clock']);
      for (const name of filesOf(kept())) chownSync(path.join(kept(), name), 1, 1);
      chownSync(kept(), 1, 1);
      const before = filesOf(kept()).map((name) => statSync(path.join(kept(), name)).mtimeMs);
      expect(await run(['show clock'])).toMatchObject(RIGHT);
      expect(filesOf(kept()).map((name) => statSync(path.join(kept(), name)).mtimeMs)).toEqual(before);
      rmSync(kept(), { recursive: true });
      chownSync(temporary.path, 1, 1);
      expect(await run(['show clock'])).toMatchObject(RIGHT);
      expect(filesOf(temporary.path)).toEqual([]);
    },
  );

  test('is not kept where its folder cannot be made, and nothing is said', async () => {
    writeFileSync(kept(), '');
    const { stderr, code } = await run(['show clock']);
    expect({ stderr, code }).toEqual(RIGHT);
  });

  test('is not kept where NODE_DISABLE_COMPILE_CACHE says so', async () => {
    expect(await run(['show clock'], { NODE_DISABLE_COMPILE_CACHE: '1' })).toMatchObject(RIGHT);
    expect(filesOf(temporary.path)).toEqual([]);
  });

  test('that cannot take its place leaves nothing behind', async () => {
    await run(['show clock']);
    const names = filesOf(kept());
    for (const name of names) {
      rmSync(path.join(kept(), name));
      mkdirSync(path.join(kept(), name, 'something'), { recursive: true });
    }
    expect(await run(['show clock'])).toMatchObject(RIGHT);
    expect(filesOf(kept())).toEqual(names);
  });

  test('is not kept in the folder where netrun is started, which a relative XDG_CACHE_HOME would name', async () => {
    const cwd = path.join(temporary.path, 'here');
    mkdirSync(cwd);
    const options = { cwd, env: { XDG_CACHE_HOME: 'cache', HOME: temporary.path } };
    const inventory = inventoryText(lab.devices);
    expect(await netrun(['show clock'], { ...options, inventory })).toMatchObject(RIGHT);
    expect(filesOf(cwd)).toEqual([]);
    expect(filesOf(path.join(temporary.path, '.cache/netrun'))).not.toEqual([]);
  });

  test.each([
    [['--version']],
    [['--help']],
    [['inventory', '-i', EXAMPLE]],
    [['--dry-run', '-i', EXAMPLE, 'show clock']],
    [['--no-such', '-i', EXAMPLE, 'show clock']],
  ])('is not kept where nothing has run: %j', async (args) => {
    await netrun(args, { env: { XDG_CACHE_HOME: temporary.path } });
    expect(filesOf(temporary.path)).toEqual([]);
  });
});

function damage(file: string, change: (bytes: Buffer) => void): void {
  const bytes = readFileSync(file);
  change(bytes);
  writeFileSync(file, bytes);
}
