import { describe, expect, test } from 'vitest';
import type { Reply } from '../../src/model/outcome.ts';
import { outputPieces, PIECE_LENGTH } from '../../src/reporters/output.ts';
import { reply } from './fixed-run.ts';
import { useFolder, written } from './own-folder.ts';

const folder = useFolder();

async function piecesOf(of: Reply): Promise<{ pieces: string[]; lost: string[] }> {
  const [pieces, lost]: [string[], string[]] = [[], []];
  for await (const piece of outputPieces(of, (sentence) => lost.push(sentence))) pieces.push(piece);
  return { pieces, lost };
}

describe.each([
  ['in the memory', async (text: string) => reply('x', text)],
  [
    'in a file',
    async (text: string) => ({ ...reply('x', ''), outputFile: await written(folder.path, text) }),
  ],
])('an output %s', (_, replyOf) => {
  test.each([
    ['nothing', ''],
    ['a line', 'ok\n'],
    ['no newline at the end', 'ok'],
    ['carriage returns, NULs and a byte order mark', '\ufeffa\rb\r\nc\0'],
    ['letters of two bytes', 'é'.repeat(100_000)],
    ['letters of two bytes, shifted', `x${'é'.repeat(100_000)}`],
    ['letters of three bytes', `x${'東'.repeat(100_000)}`],
    ['letters of four bytes', '🛰'.repeat(100_000)],
    ['letters of four bytes, shifted by one', `x${'🛰'.repeat(100_000)}`],
    ['letters of four bytes, shifted by two', `xx${'🛰'.repeat(100_000)}`],
    ['exactly one piece', 'x'.repeat(PIECE_LENGTH)],
    ['one more than a piece', 'x'.repeat(PIECE_LENGTH + 1)],
  ])('that has %s comes whole, in pieces of whole characters', async (_, text) => {
    const { pieces, lost } = await piecesOf(await replyOf(text));
    expect(pieces.join('') === text).toBe(true);
    for (const piece of pieces) {
      expect(piece.length).toBeGreaterThan(0);
      expect(piece.length).toBeLessThanOrEqual(PIECE_LENGTH);
      expect(piece).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/u);
    }
    expect(lost).toEqual([]);
  });
});

describe('an output in a file', () => {
  test.each([
    ['is gone', { path: '/nowhere/x', bytes: 1 }, '/nowhere/x: ENOENT: no such file or directory'],
    ['is a folder', { path: '/', bytes: 1 }, '/: EISDIR: illegal operation on a directory'],
  ])('that %s is told of, and ends', async (_, outputFile, reason) => {
    const { pieces, lost } = await piecesOf({ ...reply('show tech', ''), outputFile });
    expect(pieces).toEqual([]);
    expect(lost).toEqual([`the output of "show tech" could not be read to its end: ${reason}`]);
  });

  test('is closed when its reader leaves', async () => {
    const outputFile = await written(folder.path, 'x'.repeat(1_000_000));
    for await (const piece of outputPieces({ ...reply('x', ''), outputFile }, () => {})) {
      expect(piece).toHaveLength(PIECE_LENGTH);
      break;
    }
  });
});
