import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { platformSchema } from '../../src/inventory/platform-schema.ts';
import { platformText } from '../../src/inventory/platform-text.ts';
import { PLATFORMS, type PlatformName, platform } from '../../src/platforms/index.ts';

const NAMES = Object.keys(PLATFORMS) as PlatformName[];
const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false }).compile(platformSchema());

const complaints = (text: string): readonly string[] => {
  validate(parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

describe('the schema of platforms', () => {
  test('is the published one', async () => {
    const text = `${JSON.stringify(platformSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../../docs/platform.schema.json');
  });

  test.each(NAMES)('takes %s as netrun shows it', (name) => {
    expect(complaints(platformText(name, platform(name)))).toEqual([]);
  });

  test.each([
    'a: {extends: cisco_ios}',
    'platforms: {a: {extends: cisco_ios, helpKey: ~, words: {mac: ~}}}',
    "a: {title: A, modes: {cli: {prompt: '/^(?<name>x)> ?$/i'}}}",
    'a: {extends: cisco_ios, modes: {privileged: {enter: {command: become admin}}, configuration: ~}}',
  ])('takes `%s`', (text) => {
    expect(complaints(text)).toEqual([]);
  });

  test.each([
    ['a: {title: A}', "/a must have required property 'modes'"],
    ['a: {extends: cisco_ios, promt: x}', '/a must NOT have additional properties'],
    ['a: {extends: cisco_ios, enable: perhaps}', '/a/enable must be equal to one of the allowed values'],
    [
      'a: {extends: cisco_ios, pagers: [{pattern: more}]}',
      "/a/pagers/0 must have required property 'answer'",
    ],
    ['a: {extends: cisco_ios, terminal: {rows: 1}}', '/a/terminal/rows must be >= 5'],
    ['a: {extends: cisco_ios, logout: ~}', '/a/logout must be string'],
    ["a: {extends: cisco_ios, refusals: ['oops']}", '/a/refusals/0 must match pattern "^/?\\^"'],
    ['a: 1', '/a must be object'],
  ])('does not take `%s`', (text, expected) => {
    expect(complaints(text)).toContain(expected);
  });
});
