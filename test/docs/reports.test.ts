import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parseOptions } from '../../src/cli/options.ts';

const TEXT = readFileSync(path.join(import.meta.dirname, '../../docs/reports.md'), 'utf8');

it.each([...TEXT.matchAll(/^netrun (-.*)$/gm)].map(([, line = '']) => line))(
  'netrun %s in docs/reports.md has options that there are',
  (line) => {
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word = '']) => quoted ?? word);
    const io = { write: () => undefined };
    expect(() => parseOptions(words, { stdout: io, stderr: io })).not.toThrow();
  },
);
