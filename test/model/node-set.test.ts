import { describe, expect, test } from 'vitest';
import { foldNames } from '../../src/model/node-set.ts';

const range = (from: number, to: number, name: (n: number) => string): string[] =>
  Array.from({ length: to - from + 1 }, (_, place) => name(from + place));
const padded = (width: number) => (n: number) => `sw${String(n).padStart(width, '0')}`;

describe('foldNames', () => {
  test.each<[string, string[], string]>([
    ['gives nothing for no names', [], ''],
    ['leaves a single name as it is', ['sw01'], 'sw01'],
    ['leaves names without digits as they are', ['core', 'edge'], 'core,edge'],
    ['folds neighbours into a range', ['r1', 'r2', 'r3'], 'r[1-3]'],
    ['writes two neighbours as a range, as clush does', ['r1', 'r2'], 'r[1-2]'],
    ['lists what has gaps', ['r1', 'r3', 'r5'], 'r[1,3,5]'],
    ['keeps zero padding', [...range(1, 12, padded(2)), 'sw14'], 'sw[01-12,14]'],
    ['counts on over the end of the padding', range(98, 102, padded(3)), 'sw[098-102]'],
    ['counts on over a power of ten', range(8, 12, padded(1)), 'sw[8-12]'],
    ['does not let a padded range grow longer numbers', range(98, 101, padded(2)), 'sw[98-101]'],
    [
      'ends a padded range where the numbers grow longer',
      ['a09', ...range(10, 100, (n) => `a${n}`)],
      'a[09-99,100]',
    ],
    ['tells 1 from 01', ['r1', 'r2', 'r01', 'r02'], 'r[1-2,01-02]'],
    ['takes 0 for a number without padding', range(0, 12, (n) => `r${n}`), 'r[0-12]'],
    ['keeps what follows the number', ['sw1.ams', 'sw2.ams', 'sw1.kyiv'], 'sw[1-2].ams,sw1.kyiv'],
    ['joins several patterns in the order met', ['r2', 'sw1', 'r1', 'core'], 'r[1-2],sw1,core'],
    ['counts a name given twice once', ['r1', 'r1', 'r2'], 'r[1-2]'],
    ['sorts the numbers', ['r3', 'r1', 'r2', 'r10'], 'r[1-3,10]'],
    ['folds IP addresses', ['10.0.0.1', '10.0.0.2', '10.0.0.3'], '10.0.0.[1-3]'],
    ['folds the field that varies', ['10.0.1.1', '10.0.2.1', '10.0.3.1'], '10.0.[1-3].1'],
    ['folds the last field where two vary', ['a1-1', 'a1-2', 'a2-1', 'a2-2'], 'a1-[1-2],a2-[1-2]'],
    ['folds names that begin with the number', ['1-core', '2-core'], '[1-2]-core'],
    ['folds bare numbers', ['7', '8'], '[7-8]'],
    [
      'is exact beyond what a double holds',
      ['n9007199254740993', 'n9007199254740994'],
      'n[9007199254740993-9007199254740994]',
    ],
    ['takes names in any script', ['київ-1', 'київ-2', '東京'], 'київ-[1-2],東京'],
  ])('%s', (_, names, folded) => {
    expect(foldNames(names)).toBe(folded);
  });

  test('folds 5,000 names in any order into one range', () => {
    const names = range(1, 5_000, (n) => `sw${String(n).padStart(4, '0')}`);
    const shuffled = names.toSorted((a, b) => a.slice(-1).localeCompare(b.slice(-1)));
    expect(foldNames(shuffled)).toBe('sw[0001-5000]');
  });

  test('folds 5,000 addresses of many networks into one pattern a network', () => {
    const addresses = range(0, 4_999, (n) => `10.0.${Math.floor(n / 250)}.${(n % 250) + 1}`);
    expect(foldNames(addresses)).toBe(range(0, 19, (n) => `10.0.${n}.[1-250]`).join(','));
  });
});
