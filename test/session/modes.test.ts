import { describe, expect, test } from 'vitest';
import { ciscoIos } from '../../src/platforms/cisco-ios.ts';
import { linux } from '../../src/platforms/linux.ts';
import type { Mode, Platform } from '../../src/platforms/platform.ts';
import { steps } from '../../src/session/modes.ts';

const commands = (platform: Platform, from: string, to: string): readonly string[] | undefined =>
  steps(platform, from, to)?.map((step) => step.command);

const withModes = (modes: Readonly<Record<string, Omit<Mode, 'prompt'>>>): Platform => ({
  ...ciscoIos,
  modes: Object.fromEntries(Object.entries(modes).map(([name, mode]) => [name, { ...mode, prompt: /#$/ }])),
});

describe('the way', () => {
  for (const [title, platform, from, to, way] of [
    ['from a mode to itself is empty', ciscoIos, 'exec', 'exec', []],
    ['up is one command', ciscoIos, 'exec', 'privileged', ['enable']],
    ['out of a deeper mode is one command', ciscoIos, 'configuration', 'privileged', ['end']],
    ['does not exist where no command leads', ciscoIos, 'privileged', 'exec', undefined],
    ['does not exist to an unknown mode', ciscoIos, 'exec', 'nowhere', undefined],
    ['does not exist from an unknown mode', ciscoIos, 'nowhere', 'exec', undefined],
    ['to root is sudo', linux, 'user', 'root', ['sudo -s']],
  ] as const) {
    test(title, () => expect(commands(platform, from, to)).toEqual(way));
  }

  test('over several modes has its commands in order', () => {
    const platform = withModes({
      a: {},
      b: { enter: { mode: 'a', command: 'to b' } },
      c: { enter: { mode: 'b', command: 'to c' } },
      d: { enter: { mode: 'c', command: 'to d' } },
    });
    expect(commands(platform, 'a', 'd')).toEqual(['to b', 'to c', 'to d']);
  });

  test('leaves one branch to enter another', () => {
    const platform = withModes({
      root: {},
      left: { enter: { mode: 'root', command: 'left' }, leave: { mode: 'root', command: 'quit' } },
      right: { enter: { mode: 'root', command: 'right' } },
    });
    expect(commands(platform, 'left', 'right')).toEqual(['quit', 'right']);
  });

  test('is another one for other modes, whatever blanks are in their names', () => {
    const platform = withModes({
      a: {},
      'a b': {},
      c: { enter: { mode: 'a b', command: 'to c' } },
      'b c': { enter: { mode: 'a', command: 'to b c' } },
    });
    expect(commands(platform, 'a', 'b c')).toEqual(['to b c']);
    expect(commands(platform, 'a b', 'c')).toEqual(['to c']);
  });

  test('does not run in circles', () => {
    const platform = withModes({
      a: { enter: { mode: 'b', command: 'to a' }, leave: { mode: 'b', command: 'out of a' } },
      b: { enter: { mode: 'a', command: 'to b' }, leave: { mode: 'a', command: 'out of b' } },
      far: {},
    });
    expect(commands(platform, 'a', 'far')).toBeUndefined();
    expect(commands(platform, 'a', 'b')).toHaveLength(1);
  });
});
