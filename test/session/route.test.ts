import { execFileSync } from 'node:child_process';
import { closeSync, constants, open, openSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { PLAIN_SSH } from '../../src/model/login.ts';
import { Deadline } from '../../src/session/deadline.ts';
import { openRoute, proveRoute } from '../../src/session/route.ts';
import { useFolder } from '../reporters/own-folder.ts';

const temporary = useFolder();

/** What Node does in its pool of threads waits for this long: name look-ups, too. */
function occupyThreads(): Disposable {
  const pipe = `${temporary.path}/pipe`;
  execFileSync('mkfifo', [pipe]);
  // Each of them waits for somebody who writes.
  const opened = Promise.all(Array.from({ length: 4 }, () => promisify(open)(pipe, 'r')));
  return {
    [Symbol.dispose]() {
      const writer = openSync(pipe, constants.O_RDWR);
      void opened.then((readers) => {
        for (const file of [writer, ...readers]) closeSync(file);
      });
    },
  };
}

test.skipIf(process.platform === 'win32')(
  'a name that takes too long to look up is told from an address',
  async () => {
    using deadline = new Deadline(new AbortController().signal);
    using _ = occupyThreads();
    const stages: string[] = [];
    const server = { host: 'sw01.invalid', port: 22, username: '', password: undefined, ssh: PLAIN_SSH };
    const opening = openRoute(server, {
      deadline,
      deadlines: { connectMs: 100, loginMs: 100 },
      onStage: (stage) => stages.push(stage),
      ask: () => Promise.reject(new Error('nothing is asked')),
    });
    await expect(opening).rejects.toMatchObject({
      failure: {
        kind: 'resolve',
        message: 'the name sw01.invalid was not looked up within 0.1 s',
        hint: expect.stringContaining('DNS'),
      },
    });
    expect(stages).toEqual(['resolve']);
  },
);

const BEHIND_COMMAND = {
  host: '192.0.2.1',
  port: 22,
  username: '',
  password: undefined,
  ssh: { ...PLAIN_SSH, route: { type: 'command', command: 'cat' } },
} as const;

test('a proxy command that says nothing is what is looked at, and not the address', async () => {
  using deadline = new Deadline(new AbortController().signal);
  const way = new PassThrough();
  const times = { deadline, deadlines: { connectMs: 10, loginMs: 10 } };
  await expect(proveRoute(BEHIND_COMMAND, way, times)).rejects.toMatchObject({
    failure: {
      kind: 'connect',
      message: 'nothing came through the proxy command within 0.01 s',
      hint: expect.stringContaining('proxy_command'),
    },
  });
  expect(way.destroyed).toBe(true);
});

test('what a proxy command has said is there for who reads on', async () => {
  using deadline = new Deadline(new AbortController().signal);
  const way = new PassThrough();
  const proven = proveRoute(BEHIND_COMMAND, way, {
    deadline,
    deadlines: { connectMs: 60_000, loginMs: 60_000 },
  });
  way.write('SSH-2.0-x\r\n');
  await proven;
  const heard = new Promise((resolve) => way.once('data', resolve));
  expect(String(await heard)).toBe('SSH-2.0-x\r\n');
});
