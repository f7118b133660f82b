import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { metrics } from '../../src/reporters/metrics.ts';
import { show } from '../reporters/fixed-run.ts';

const TEXT = readFileSync(path.join(import.meta.dirname, '../../docs/cron.md'), 'utf8');

describe('docs/cron.md', () => {
  test('has a row for every metric, with its labels', async () => {
    const { stdout } = await show(metrics({ run: 'x', now: Date.now }));
    const written = new Map(
      [...stdout.text().matchAll(/^(netrun_\w+)\{(.*)\}/gm)].map(([, name, labels = '']) => [
        name,
        [...labels.matchAll(/(\w+)="/g)].map(([, label]) => label).filter((label) => label !== 'run'),
      ]),
    );
    const rows = [...TEXT.matchAll(/^\| `(netrun_\w+)` \| (.*?) ?\| /gm)].map(
      ([, name, labels = '']) => [name, [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label)] as const,
    );
    expect(new Map(rows)).toEqual(written);
  });
});
