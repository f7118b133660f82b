import { describe, expect, test } from 'vitest';
import { findEcho } from '../../src/session/echo.ts';

const LONG = 'show ip bgp vpnv4 vrf customer-with-a-long-name neighbors 192.0.2.254 advertised-routes';

describe('an echo is found', () => {
  for (const [title, line, text, before] of [
    ['behind a prompt', 'R1#show clock', 'show clock', 'R1#'],
    ['behind a prompt that ends in a blank', 'edge1> show clock', 'show clock', 'edge1> '],
    ['with blanks behind it', 'R1#show clock  ', 'show clock', 'R1#'],
    ['without a prompt', 'show clock', 'show clock', ''],
    ['behind an output that did not end its line', 'endR1#show clock', 'show clock', 'endR1#'],
    ['twice in the line: the last one', 'R1#show clockR1#show clock', 'show clock', 'R1#show clockR1#'],
    ['with other blanks in it', 'R1#show  ip   route', 'show ip route', 'R1#'],
    ['with a blank where the line wraps', 'R1#show ip ro ute', 'show ip route', 'R1#'],
    ['without the blanks that were typed before it', 'R1#show clock', '  show clock', 'R1#'],
    ['scrolled, with IOS its mark', `R1#$${LONG.slice(-60)}`, LONG, 'R1#'],
    ['scrolled, with readline its mark', `<${LONG.slice(-60)}`, LONG, ''],
    ['although it holds a $ of its own', 'R1#show run | include ^end$', 'show run | include ^end$', 'R1#'],
    [
      'although it holds a < of its own',
      'R1#show log | include <189>.*up',
      'show log | include <189>.*up',
      'R1#',
    ],
  ] as const) {
    test(title, () => expect(findEcho(line, text)).toMatchObject({ before }));
  }
});

describe('no echo is seen', () => {
  for (const [title, line, text] of [
    ['in an empty line', '', 'show clock'],
    ['in a bare prompt', 'R1#', 'show clock'],
    ['in another command', 'R1#show clock detail', 'show clock'],
    ['in the start of the command', 'R1#show clo', 'show clock'],
    ['in the end of the command without a mark', 'R1#clock', 'show clock'],
    ['in a mark with too little behind it', 'R1#$clock', 'show clock'],
    ['where upper and lower case differ', 'R1#Show Clock', 'show clock'],
  ] as const) {
    test(title, () => expect(findEcho(line, text)).toBeUndefined());
  }
});
