import { describe, expect, test } from 'vitest';
import { countRightOfNetrun, countRightOfPeer } from '../../bench/answers.js';

const DEVICES = [
  { name: 'R1', host: '127.1.0.1', port: 22 },
  { name: 'R2', host: '127.1.0.2', port: 22 },
];
const rightAnswer = (name: string): string => `Interface\nLoopback0 of ${name}\n`;

function lines(...results: readonly object[]): string {
  return results.map((one) => `${JSON.stringify(one)}\n`).join('');
}

describe('right answers of a peer', () => {
  test('may hold the echo and the prompt', () => {
    const stdout = lines(
      { device: '127.1.0.1:22', output: 'show\r\nInterface\r\nLoopback0 of R1\r\nR1#' },
      { device: '127.1.0.2:22', output: 'Interface\nLoopback0 of R2' },
    );
    expect(countRightOfPeer(stdout, DEVICES, rightAnswer)).toBe(2);
  });

  test.each([
    ['an error', { device: '127.1.0.1:22', error: 'refused' }],
    ["another device's answer", { device: '127.1.0.1:22', output: 'Interface\nLoopback0 of R2' }],
    ['a device that was not asked', { device: '127.1.0.9:22', output: 'Interface\nLoopback0 of R1' }],
    ['a part of it', { device: '127.1.0.1:22', output: 'Interface\n' }],
  ])('are not %s', (_what, result) => {
    expect(countRightOfPeer(lines(result), DEVICES, rightAnswer)).toBe(0);
  });

  test('count once, and a line that was cut counts for nothing', () => {
    const one = { device: '127.1.0.1:22', output: 'Interface\nLoopback0 of R1' };
    expect(countRightOfPeer(`${lines(one, one)}{"device": "127.1.`, DEVICES, rightAnswer)).toBe(1);
  });
});

describe('right answers of netrun', () => {
  const right = { device: 'R1', status: 'ok', replies: [{ output: rightAnswer('R1') }] };

  test.each([
    ['right', right, 1],
    ['one character short', { ...right, replies: [{ output: rightAnswer('R1').trim() }] }, 0],
    ['of a device that failed', { ...right, status: 'failed' }, 0],
    ['missing', { ...right, replies: [] }, 0],
  ])('are compared byte for byte: %s', (_how, result, count) => {
    expect(countRightOfNetrun(lines(result), rightAnswer)).toBe(count);
  });
});
