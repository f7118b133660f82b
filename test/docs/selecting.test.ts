import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { select } from '../../src/inventory/select.ts';
import { devicesOf } from '../inventory/devices-of.ts';

const TEXT = readFileSync(path.join(import.meta.dirname, '../../docs/selecting.md'), 'utf8');
const [, YAML = ''] = /```yaml\n([\s\S]*?)```/.exec(TEXT) ?? [];
const ROWS = [...TEXT.matchAll(/^\| `([^`]+)` \|.*\| ([\w ]+) \|$/gm)].filter(([, term]) => term !== '-l');

describe('The examples of docs/selecting.md', () => {
  const inventory = devicesOf(YAML, 'devices.yaml');

  it('are found', () => {
    expect(ROWS.length).toBeGreaterThan(20);
  });

  it.each(ROWS.map(([, term = '', names = '']) => [term, names]))('%s chooses %s', async (term, names) => {
    const chosen = await select(inventory, { limit: [term] });
    expect(chosen.map(({ name }) => name).join(' ')).toBe(names);
  });
});
