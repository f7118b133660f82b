import { describe, expect, it } from 'vitest';
import { BAD_TEXTS, device } from './bad-texts.ts';
import { devicesOf } from './devices-of.ts';
import { problemsOf } from './problems-of.ts';

const complaintsAbout = (text: string): string => problemsOf(() => devicesOf(text, 'd.yaml', {}));

describe('a bad inventory says where it is wrong and what is allowed', () => {
  it.each(BAD_TEXTS)('%s', (_, text, expected) => {
    expect(complaintsAbout(text)).toMatch(expected);
  });

  it.each([
    ['pasword', 'password'],
    ['passwrod', 'password'],
    ['Password', 'password'],
    ['usrname', 'username'],
    ['user_name', 'username'],
    ['secert', 'secret'],
    ['prot', 'port'],
    ['encodng', 'encoding'],
    ['conn_timout', 'conn_timeout'],
    ['tag', 'tags'],
    ['group', 'groups'],
    ['pipelinig', 'pipelining'],
    ['answer', 'answers'],
  ])('%s is a misspelt %s', (key, meant) => {
    expect(complaintsAbout(device(`${key}: x`))).toBe(
      `d.yaml:3:3: unknown key "${key}"; did you mean ${meant}?`,
    );
  });

  it.each([
    ['IP: h\n  device_type: linux', 'ip'],
    ['hots: h\n  device_type: linux', 'host'],
    ['ip: h\n  devicetype: linux', 'device_type'],
    ['ip: h\n  Device-Type: linux', 'device_type'],
  ])('a misspelt key is not called missing as well: %s', (entry, meant) => {
    expect(complaintsAbout(`- ${entry}`)).toMatch(
      new RegExp(`^d.yaml:\\d:3: unknown key "\\S+"; did you mean ${meant}\\?$`),
    );
  });

  it('tells all problems at once, in the order of the file', () => {
    const text = `
routers:
  - {device_type: cisco_io, ip: 192.0.2.1, pasword: x, name: r1}
  - {device_type: linux, port: 70000}
core: [r1, r2]
`;
    expect(complaintsAbout(text).split('\n')).toEqual([
      expect.stringMatching(/^d.yaml:3:19: unknown device type "cisco_io"; did you mean cisco_ios\?/),
      expect.stringMatching(/^d.yaml:3:44: unknown key "pasword"/),
      expect.stringMatching(/^d.yaml:4:5: this device has neither ip nor host/),
      expect.stringMatching(/^d.yaml:4:32: port "70000"/),
      expect.stringMatching(/^d.yaml:5:12: group "core" names "r2"/),
    ]);
  });

  it('tells what many devices merge from one base once', () => {
    const text = `base: &base {device_type: linux, answers: {'(': y}}\nr:\n${'- {<<: *base, ip: h}\n'.repeat(50)}`;
    expect(complaintsAbout(text).split('\n')).toHaveLength(1);
  });

  it('never repeats a password', () => {
    for (const value of [
      '*Hunter2',
      '&Hunter2',
      '!Hunter2',
      '@Hunter2',
      '[Hunter2]',
      '"Hunter2',
      '{Hunter2: x}',
      '%Hunter2',
    ]) {
      expect(complaintsAbout(device(`password: ${value}`))).not.toContain('Hunter2');
      expect(complaintsAbout(device(`answers: {Password: ${value}}`))).not.toContain('Hunter2');
    }
  });
});

describe('text that is no YAML', () => {
  it.each([
    ['an open quote', device('password: "abc'), /^d.yaml:3:\d+: a quote is opened and never closed$/],
    ['an open bracket', device('groups: [a, b'), /^d.yaml:3:\d+: a \[ or \{ is opened and never closed/],
    [
      'a tab for indentation',
      'routers:\n\t- ip: h',
      /^d.yaml:2:1: a tab indents this line and YAML allows spaces only; replace/,
    ],
    [
      'a missing blank after the colon',
      device('port:22\n  username: x'),
      /^d.yaml:3:3: a key must stand on one line; is the blank after a colon missing/,
    ],
    ['wrong indentation', '- ip: h\n   port: 22\n- ip: i', /^d.yaml:\d:\d: .*indentation/],
    [
      'text that begins with @',
      device('password: @x'),
      /^d.yaml:3:13: text cannot begin with this character; put the text in quotes$/,
    ],
    [
      'text that begins with *',
      device('password: *x'),
      /^d.yaml:3:13: this alias \(\*\) has no anchor .* must be quoted$/,
    ],
    ['text that begins with &', device('password: &x'), /^d.yaml:3:\d+: an anchor .* must be quoted$/],
    [
      'text that begins with !',
      device('password: !x'),
      /^d.yaml:3:\d+: netrun reads no YAML tags; .* must be quoted$/,
    ],
    ['a tag that makes objects', device('a: !!python/object:os.system x'), /netrun reads no YAML tags/],
    ['an unknown escape', device('password: "\\q"'), /a backslash in "double quotes" has a special meaning/],
    ['a second colon', device('site: a: b'), /there is a second ": " here/],
    ['a second document', `${device()}\n---\n${device()}`, /^d.yaml:3:1: a second YAML document begins here/],
    ['a list as a key', device('? [a]\n  : b'), /a key must be text/],
    ['text after <<', device('<<: base'), /<< takes a mapping such as \*base, not text/],
  ])('%s is told in clear words', (_, text, expected) => {
    expect(complaintsAbout(text)).toMatch(expected);
  });

  it('tells every line with an error, and of each line the first', () => {
    expect(complaintsAbout(device('a: @x', 'b: `y', 'c: z')).split('\n')).toHaveLength(2);
  });
});

describe('hostile YAML is refused', () => {
  const laughs = (levels: number) =>
    Array.from(
      { length: levels },
      (_, n) =>
        `a${n}: &a${n} [${Array(9)
          .fill(n === 0 ? 'lol' : `*a${n - 1}`)
          .join(', ')}]\n`,
    ).join('');
  const tooMuch =
    /^d.yaml:\d+:\d+: the aliases \(\*\) of this file multiply to more than netrun is willing to read$/;

  it.each([
    ['an alias bomb', laughs(30), tooMuch],
    ['an alias bomb in a device', `${laughs(10)}r1: {device_type: linux, ip: h, x: *a9}`, tooMuch],
    [
      'a merge bomb',
      `- &m {${Array.from({ length: 5_000 }, (_, n) => `k${n}: v`).join(', ')}}\n${'- {<<: *m, ip: h}\n'.repeat(5_000)}`,
      tooMuch,
    ],
    ['a long text that is repeated', `a: &a ${'x'.repeat(1_000_000)}\nr: [${'*a, '.repeat(1_000)}]`, tooMuch],
    [
      'a list that contains itself',
      '- &a [*a]',
      /^d.yaml:1:7: this alias \(\*\) stands inside the value that it stands for$/,
    ],
    ['a mapping that merges itself', '- &a {<<: *a, ip: h}', /^d.yaml:1:11: this alias .* stands for$/],
    ['deep nesting', `a: ${'['.repeat(200)}${']'.repeat(200)}`, /nested more than 100 levels deep/],
    ['nesting that would exhaust the stack', '['.repeat(100_000), /nested too deeply$/],
  ])('%s', (_, text, expected) => {
    expect(complaintsAbout(text)).toMatch(expected);
  });

  it('while ordinary aliases are read', () => {
    const text = 'base: &base {dns: &dns [a, b]}\nr1: {<<: *base, device_type: linux, ip: h, ntp: *dns}';
    const { devices } = devicesOf(text, 'd.yaml', {});
    expect(devices.map(({ variables }) => variables)).toEqual([{ ntp: 'a,b', dns: 'a,b' }]);
  });
});
