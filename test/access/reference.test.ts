import { describe, expect, it } from 'vitest';
import { fillIn, nameOf, readReference, variablesIn } from '../../src/access/reference.ts';

describe('a value of an inventory', () => {
  it.each([
    ['Pa55', { kind: 'literal', text: 'Pa55' }],
    ['', { kind: 'literal', text: '' }],
    ['environment:X', { kind: 'literal', text: 'environment:X' }],
    ['literal:env:X', { kind: 'literal', text: 'env:X' }],
    ['literal:literal:', { kind: 'literal', text: 'literal:' }],
    ['$NAME', { kind: 'literal', text: '$NAME' }],
    ['${1}', { kind: 'literal', text: '${1}' }],
    ['pre-${NAME}', { kind: 'template', text: 'pre-${NAME}' }],
    ['env:NET_PASS', { kind: 'env', name: 'NET_PASS' }],
    ['file:~/x y', { kind: 'file', path: '~/x y' }],
    ['cmd:pass show net/core', { kind: 'cmd', command: 'pass show net/core' }],
    ['keyring:net/admin/kyiv', { kind: 'keyring', service: 'net', account: 'admin/kyiv' }],
    ['ask:', { kind: 'ask', question: '' }],
    ['ask:Password of the core', { kind: 'ask', question: 'Password of the core' }],
    ['netmiko-fernet:a:b', { kind: 'netmiko', encryption: 'fernet', text: 'a:b' }],
    ['env:', { kind: 'wrong', message: expect.stringContaining('name of an environment variable') }],
    ['env:two words', { kind: 'wrong', message: expect.stringContaining('after env:') }],
    ['file: ', { kind: 'wrong', message: expect.stringContaining('after file:') }],
    ['cmd:', { kind: 'wrong', message: expect.stringContaining('after cmd:') }],
    ['keyring:net', { kind: 'wrong', message: expect.stringContaining('keyring:net/admin') }],
  ])('%j is read', (text, reference) => {
    expect(readReference(text)).toEqual(reference);
  });

  it.each([
    ['env:A', 'env:A'],
    ['file:b', 'file:b'],
    ['cmd:c d', 'cmd:c d'],
    ['keyring:e/f', 'keyring:e/f'],
    ['ask:g', 'ask:g'],
    ['netmiko-aes128:a:b', 'encrypted by netmiko-encrypt'],
    ['secret${H}secret${I}${H}', '${H} and ${I}'],
    ['Pa55', ''],
    ['keyring:Pa55', ''],
  ])('%j is shown as %j, without what may be a part of a secret', (text, name) => {
    expect(nameOf(readReference(text))).toBe(name);
  });
});

describe('variables in a text', () => {
  it.each([
    ['a${X}b${Y}', ['X', 'Y'], 'a1b2'],
    ['$${X}', [], '${X}'],
    ['$${X}${X}', ['X'], '${X}1'],
    ['${NONE}', ['NONE'], '${NONE}'],
    ['${EMPTY}', ['EMPTY'], '${EMPTY}'],
    ['${X', [], '${X'],
    ['${toString}', ['toString'], '${toString}'],
  ])('%s', (text, names, filled) => {
    expect(variablesIn(text)).toEqual(names);
    expect(fillIn(text, Object.assign(Object.create(null), { X: '1', Y: '2', EMPTY: '' }))).toBe(filled);
  });
});
