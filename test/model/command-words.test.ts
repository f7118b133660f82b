import { describe, expect, test } from 'vitest';
import { withoutWords, wordOf } from '../../src/model/command-words.ts';
import { platform } from '../../src/platforms/index.ts';

describe('a word', () => {
  test.each([
    ['@version', 'version'],
    [' @running-config | include bgp', 'running-config'],
    ['@', ''],
    ['@verson', 'verson'],
    ['show version', undefined],
    ['ping a@b', undefined],
    ['a @version', undefined],
  ])('of `%s` is %s', (text, word) => {
    expect(wordOf(text)).toBe(word);
  });

  test('becomes the command of the platform, and what stands behind it stays', () => {
    const commands = [{ text: '@version' }, { text: 'show clock' }, { text: '@arp | match $& x', idleMs: 5 }];
    expect(withoutWords(commands, platform('juniper_junos'))).toEqual({
      commands: [
        { text: 'show version' },
        { text: 'show clock' },
        { text: 'show arp no-resolve | match $& x', idleMs: 5 },
      ],
      missing: [],
    });
  });

  test('that the platform lacks is told once', () => {
    const commands = [{ text: '@mac' }, { text: '@version' }, { text: '@mac' }];
    expect(withoutWords(commands, platform('vyos')).missing).toEqual(['@mac']);
  });

  test('is not looked for among what every object has', () => {
    expect(withoutWords([{ text: '@constructor' }], platform('vyos')).missing).toEqual(['@constructor']);
  });
});
