import { describe, expect, test } from 'vitest';
import { filterLines, type LineFilter } from '../../src/reporters/line-filter.ts';
import { patience } from '../../src/reporters/patience.ts';

const ALL: LineFilter = { begin: undefined, section: [], include: [], omit: [] };

const CONFIG = `hostname R1
!
interface Loopback0
 description ospf
 ip address 10.0.0.1 255.255.255.255
  nested deeper

interface Gi0/0
 shutdown
router ospf 1
 network 10.0.0.0 0.0.0.255 area 0
!
end`;

async function filtered(text: string, filter: Partial<LineFilter>, pieceLength = text.length + 1) {
  async function* pieces() {
    for (let at = 0; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength);
  }
  const kept: string[] = [];
  for await (const piece of filterLines(pieces(), { ...ALL, ...filter }, patience())) kept.push(piece);
  return kept.join('');
}

describe('filtered lines', () => {
  test.each<[string, Partial<LineFilter>, string]>([
    ['all, where nothing is asked for', {}, CONFIG],
    ['those that match', { include: [/^interface/] }, 'interface Loopback0\ninterface Gi0/0\n'],
    ['those that match one of several', { include: [/^host/, /^end/] }, 'hostname R1\nend'],
    ['none, where none matches', { include: [/vlan/] }, ''],
    ['those that do not match', { omit: [/^!?$/, /^ /, /^(int|router)/] }, 'hostname R1\nend'],
    ['what is left of both', { include: [/ip|shut/], omit: [/address/] }, ' description ospf\n shutdown\n'],
    ['from the first on that matches', { begin: /^router/ }, CONFIG.slice(CONFIG.indexOf('router'))],
    [
      'sections',
      { section: [/ospf/] },
      ' description ospf\nrouter ospf 1\n network 10.0.0.0 0.0.0.255 area 0\n',
    ],
    [
      'a section with all that is below it',
      { section: [/Loopback/] },
      'interface Loopback0\n description ospf\n ip address 10.0.0.1 255.255.255.255\n  nested deeper\n',
    ],
    ['lines of a section', { section: [/^interface/], include: [/shut/] }, ' shutdown\n'],
  ])('are %s', async (_, filter, expected) => {
    for (const pieceLength of [1, 7, 64, 1000]) {
      expect(await filtered(CONFIG, filter, pieceLength)).toBe(expected);
    }
  });

  test('end a section of braces with its brace', async () => {
    const junos = 'system {\n    services {\n        ssh;\n    }\n}\nprotocols {\n    lldp;\n}\n';
    expect(await filtered(junos, { section: [/services/] })).toBe('    services {\n        ssh;\n    }\n');
  });

  test('keep every character: carriage returns, blanks, and what is no letter', async () => {
    expect(await filtered('a\r\n\tb \u{1f680}\nc', { omit: [/^c/] })).toBe('a\r\n\tb \u{1f680}\n');
  });

  test('are judged by their beginning where they are longer than can be held, and passed on whole', async () => {
    const long = `key ${'x'.repeat(40 * 1024 * 1024)}`;
    const text = `first\n${long}\nlast\n`;
    expect((await filtered(text, { include: [/^key/] }, 65_536)).length).toBe(long.length + 1);
    expect(await filtered(text, { omit: [/^key/] }, 65_536)).toBe('first\nlast\n');
  });
});
