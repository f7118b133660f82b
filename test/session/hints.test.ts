import { describe, expect, test } from 'vitest';
import { RUN_GROUPS } from '../../src/cli/options/index.ts';
import { isArgument } from '../../src/inventory/device-keys.ts';
import { HINTS } from '../../src/session/hints.ts';

const FLAGS = new Set(
  Object.values(RUN_GROUPS).flatMap((group) =>
    group.options().flatMap(({ short, long }) => [short ?? '', long ?? '']),
  ),
);

describe('what is said to help', () => {
  test.each(Object.entries(HINTS))('against trouble with %s is there', (_, hint) => {
    for (const [, flag = ''] of hint.matchAll(/(?<![\w-])(--?[a-zA-Z][\w-]*)/g))
      expect(FLAGS).toContain(flag);
    for (const [, key = ''] of hint.matchAll(/"(\w+)(?:"|: )/g))
      expect([key, isArgument(key)]).toEqual([key, true]);
  });
});
