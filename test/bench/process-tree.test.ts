import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { measure } from '../../bench/measure.js';
import { cpuSecondsIn, cpuSecondsOf, sizeOfTree, watchProcessTree } from '../../bench/process-tree.js';

const PARENT =
  'Name:\tnode\nVmHWM:\t  61440 kB\nRssAnon:\t   20480 kB\nRssFile:\t   40960 kB\nRssShmem:\t       0 kB\n';
const CHILD =
  'Name:\tnode\nVmHWM:\t  90000 kB\nRssAnon:\t   30720 kB\nRssFile:\t   20480 kB\nRssShmem:\t    1024 kB\n';

describe('the size of a tree of processes', () => {
  test('is what is each own, and the file pages of the biggest once', () => {
    expect(
      sizeOfTree([
        { status: PARENT, threads: 11 },
        { status: CHILD, threads: 7 },
      ]),
    ).toEqual({ megabytes: 20 + 31 + 40, threads: 18 });
  });

  test('counts what forked processes share once, where the system tells their share', () => {
    const rollup =
      'Pss:\t   99999 kB\nPss_Anon:\t   10240 kB\nPss_File:\t    9999 kB\nPss_Shmem:\t       0 kB\n';
    const forked = { status: PARENT + rollup, threads: 1 };
    expect(sizeOfTree([forked, forked])?.megabytes).toBe(10 + 10 + 40);
  });

  test("is at least the first one's own peak", () => {
    expect(sizeOfTree([{ status: PARENT.replace('20480', '1024'), threads: 1 }])?.megabytes).toBe(60);
  });

  test('is not known where there is none, or none that has memory any more', () => {
    expect(sizeOfTree([])).toBeUndefined();
    expect(sizeOfTree([{ status: 'Name:\tnode\nState:\tZ (zombie)\n', threads: 0 }])).toBeUndefined();
  });
});

describe('the CPU time in a line of /proc', () => {
  test('is told for the process and its ended children, whatever its name holds', () => {
    const line = '7 (a) b ( c) S 1 7 7 0 -1 4194304 100 0 0 0 150 50 1000 25 20 0 1 0 1';
    expect(cpuSecondsIn(line)).toEqual({ own: 2, children: 10.25 });
  });
});

describe.skipIf(process.platform !== 'linux')('a look at living processes (Linux)', () => {
  test('sees what a child of a child holds', async () => {
    const hold = (megabytes: number): string =>
      `const held = Buffer.alloc(${megabytes} << 20, 1); process.stdin.on('end', () => process.exit(held.length ? 0 : 1)).resume(); console.log('held');`;
    const grandchild = JSON.stringify(hold(120));
    const code = `require('node:child_process').spawn(process.execPath, ['-e', ${grandchild}], { stdio: 'inherit' });`;
    const child = spawn(process.execPath, ['-e', code], { stdio: ['pipe', 'pipe', 'inherit'] });
    const tree = watchProcessTree(child.pid);
    await once(child.stdout, 'data');
    // the next look comes within its pause, and looks go on until they are stopped
    let most: ReturnType<typeof tree.stop>;
    do {
      await new Promise((resolve) => setTimeout(resolve, 20));
      most = tree.most();
    } while ((most?.megabytes ?? 0) < 120);
    child.stdin.end();
    await once(child, 'exit');
    expect(tree.stop()?.megabytes).toBeGreaterThan(120);
    expect(most?.threads).toBeGreaterThan(2);
  });

  test('tells the CPU that a child took', async () => {
    const busy = 'const end = process.cpuUsage().user + 3e5; while (process.cpuUsage().user < end) {}';
    const measured = await measure([process.execPath, '-e', busy]);
    expect(measured.cpuSeconds).toBeGreaterThanOrEqual(0.25);
    expect(measured.peakMegabytes).toBeGreaterThan(10);
    expect(cpuSecondsOf('self')?.own).toBeGreaterThan(0);
  });
});

test('a program that takes too long is ended, and what it said is kept', async () => {
  const code = "console.log('so far'); setInterval(() => {}, 1000);";
  const measured = await measure([process.execPath, '-e', code], { mostSeconds: 1 });
  expect(measured).toMatchObject({ isOver: true, stdout: 'so far\n' });
});
