import { describe, expect, test } from 'vitest';
import { commandsFor, parseCommandFile } from '../../src/inventory/command-file.ts';
import { NO_PLATFORMS, readPlatforms } from '../../src/inventory/own-platforms.ts';
import { platformText } from '../../src/inventory/platform-text.ts';
import { Problems } from '../../src/inventory/problems.ts';
import { readYaml } from '../../src/inventory/yaml-tree.ts';
import { PLATFORMS, type PlatformName, platform } from '../../src/platforms/index.ts';
import { devicesOf } from './devices-of.ts';
import { problemsOf } from './problems-of.ts';

const NAMES = Object.keys(PLATFORMS) as PlatformName[];

function read(text: string, known = NO_PLATFORMS) {
  const problems = new Problems();
  const { root } = readYaml(text, 'p.yaml', problems);
  if (root.kind !== 'mapping') throw new Error('the tests write mappings');
  const platforms = readPlatforms(root, known, problems);
  problems.throwIfAny();
  return platforms;
}

const wrong = (text: string) => problemsOf(() => read(text));

describe('a platform of the user', () => {
  test.each(NAMES)('that says all that %s does is the same', (name) => {
    const text = platformText('mine', platform(name));
    const mine = read(text).get('mine');
    expect(mine).toEqual(platform(name));
    expect(Object.keys(mine?.modes ?? {})).toEqual(Object.keys(platform(name).modes));
  });

  test('takes what it does not say from the one that it extends', () => {
    const mine = read('acme_os:\n  extends: cisco_ios\n  title: ACME OS\n  logout: bye\n').get('acme_os');
    expect(mine).toEqual({ ...platform('cisco_ios'), title: 'ACME OS', logout: 'bye' });
  });

  test('takes modes and words key by key, and those of its own come first', () => {
    const mine = read(`
acme_os:
  extends: cisco_ios
  title: ACME OS
  modes:
    maintenance: {prompt: '^(?<name>\\w+)!$', leave: {mode: privileged, command: exit}}
    exec: {prompt: '/^(?<name>acme-\\d+)> ?$/i'}
    configuration: ~
  words: {version: show firmware, mac: ~}
  helpKey: ~
  save: ~
`).get('acme_os');
    const ios = platform('cisco_ios');
    expect(Object.keys(mine?.modes ?? {})).toEqual(['maintenance', 'exec', 'privileged']);
    expect(mine?.modes.exec).toEqual({ prompt: /^(?<name>acme-\d+)> ?$/i });
    expect(mine?.modes.privileged).toEqual(ios.modes.privileged);
    expect(mine?.words).toMatchObject({ version: 'show firmware', routes: 'show ip route' });
    expect(mine?.words).not.toHaveProperty('mac');
    expect(mine).not.toHaveProperty('helpKey');
    expect(mine?.save).toBeUndefined();
  });

  test('keeps of a mode what it does not say', () => {
    const mine = read(`
acme_os:
  extends: cisco_ios
  title: ACME OS
  modes: {privileged: {enter: {command: become admin}}}
`).get('acme_os');
    const { privileged } = PLATFORMS.cisco_ios.modes;
    expect(mine?.modes.privileged).toEqual({
      ...privileged,
      enter: { ...privileged.enter, command: 'become admin' },
    });
  });

  test('extends another one of the user, in whatever order they stand', () => {
    const both = read(`
b: {extends: a, title: B}
a: {extends: huawei, title: A, logout: bye}
`);
    expect(both.get('b')).toEqual({ ...platform('huawei'), title: 'B', logout: 'bye' });
    const more = read('c: {extends: b, title: C}', both);
    expect([...more.keys()]).toEqual(['b', 'a', 'c']);
    expect(more.get('c')).toEqual({ ...platform('huawei'), title: 'C', logout: 'bye' });
  });

  test('without extends needs its modes, and is else like any command line', () => {
    const mine = read("acme: {title: ACME, modes: {cli: {prompt: '^(?<name>\\w+): $'}}}").get('acme');
    expect(mine).toEqual({
      ...PLATFORMS.generic,
      title: 'ACME',
      modes: { cli: { prompt: /^(?<name>\w+): $/ } },
    });
  });

  test("takes the place of one of netrun's own where it says so, and may build on it", () => {
    const mine = read('cisco_ios: {extends: cisco_ios, override: true, logout: bye}').get('cisco_ios');
    expect(mine).toEqual({ ...platform('cisco_ios'), logout: 'bye' });
  });

  test.each([
    ['a: 1', 'p.yaml:1:1: platform "a" must be a mapping of its fields, not text'],
    [
      'a:\n  extends: cisco_oss\n',
      'p.yaml:2:12: extends names "cisco_oss", which is no platform; did you mean cisco_ios or cisco_asa or cisco_xe?',
    ],
    ['a: {extends: a}', 'p.yaml:1:14: "a" extends "a": one of them must extend something else'],
    [
      'a: {extends: b}\nb: {extends: c}\nc: {extends: a}\n',
      'p.yaml:3:14: "a" extends "b" extends "c" extends "a": one of them must extend something else',
    ],
    [
      'a:\n  extends: cisco_ios\n  question: "(["\n',
      'p.yaml:3:13: question of a is no regular expression: Unterminated character class',
    ],
    [
      'a:\n  extends: cisco_ios\n  question: /x/g\n',
      'p.yaml:3:13: question of a has the flag g; only i is possible: /x/i',
    ],
    ['a:\n  extends: cisco_ios\n  question: x*\n', 'p.yaml:3:13: question of a matches an empty line'],
    [
      'a:\n  extends: cisco_ios\n  refusals: [oops]\n',
      'p.yaml:3:14: an item of refusals of a must begin with ^, the start of a line',
    ],
    [
      "a:\n  extends: cisco_ios\n  modes: {exec: {prompt: '(?<name>x)>'}}\n",
      'p.yaml:3:26: prompt of exec of modes of a must be the whole line: begin it with ^ and end it with $',
    ],
    [
      "a:\n  extends: cisco_ios\n  modes: {exec: {prompt: '^x>$'}}\n",
      'p.yaml:3:26: prompt of exec of modes of a must have the group (?<name>…) around the host name, or (?<name>) where there is none',
    ],
    [
      'a:\n  extends: cisco_ios\n  lougout: x\n',
      'p.yaml:3:3: unknown key "lougout" of a; did you mean logout?',
    ],
    [
      'a:\n  extends: cisco_ios\n  enable: yes\n',
      'p.yaml:3:11: enable of a must be one of always, with-secret, never, not "yes"',
    ],
    [
      'a:\n  extends: cisco_ios\n  enter: "\\t"\n',
      'p.yaml:3:10: enter of a must be one of "\\r", "\\n", "\\r\\n", not "\\t"',
    ],
    [
      'a:\n  extends: cisco_ios\n  terminal: {columns: 5}\n',
      'p.yaml:3:23: columns of terminal of a must be a whole number from 20 to 10000',
    ],
    [
      'a:\n  extends: cisco_ios\n  typeAhead: perhaps\n',
      'p.yaml:3:14: typeAhead of a "perhaps" is neither true nor false',
    ],
    ['a:\n  extends: cisco_ios\n  logout: ""\n', 'p.yaml:3:11: logout of a is empty'],
    ['a:\n  extends: cisco_ios\n  logout: ~\n', 'p.yaml:3:3: logout of a cannot be left out'],
    ['a:\n  extends: cisco_ios\n  pagers: more\n', 'p.yaml:3:11: pagers of a must be a list, not text'],
    [
      'a:\n  extends: cisco_ios\n  words: {versoin: x}\n',
      'p.yaml:3:11: unknown key "versoin" of words of a; did you mean version?',
    ],
    [
      "a:\n  extends: cisco_ios\n  modes: {config: {prompt: '^(?<name>x)!$', leave: {mode: admin, command: end}}}\n",
      'p.yaml:3:59: modes.config.leave.mode of a names the mode "admin", which is not there; there are config, exec, privileged, configuration',
    ],
    [
      'a:\n  extends: cisco_ios\n  modes: {exec: ~}\n',
      'p.yaml:3:3: modes.privileged.enter.mode of a names the mode "exec", which is not there; there are privileged, configuration',
    ],
    [
      'a:\n  extends: cisco_ios\n  prepare: [{command: x, purpose: paging, mode: exce}]\n',
      'p.yaml:3:49: prepare.mode of a names the mode "exce", which is not there; there are exec, privileged, configuration',
    ],
    [
      `a:
  extends: generic
  modes:
    one: {prompt: '^(?<name>x)1$', enter: {mode: two, command: one}}
    two: {prompt: '^(?<name>x)2$', enter: {mode: one, command: two}}
`,
      'p.yaml:4:36: mode "one" of a cannot be reached: it is entered from "two", and no mode without "enter" leads there\n' +
        'p.yaml:5:36: mode "two" of a cannot be reached: it is entered from "one", and no mode without "enter" leads there',
    ],
    [
      'a:\n  extends: generic\n  enable: always\n',
      'p.yaml:3:11: enable of a is always, and "privileged" names no mode to enter',
    ],
    [
      'a:\n  extends: generic\n  privileged: cli\n',
      'p.yaml:3:15: privileged of a is never entered, since enable is never; write enable: always, or leave it out',
    ],
    ['a:\n  logout: bye\n', 'p.yaml:2:3: a has no title\np.yaml:2:3: a has no modes'],
    [
      'cisco_ios: {extends: cisco_xr}',
      'p.yaml:1:1: "cisco_ios" is one of netrun\'s own platforms; give yours another name, or add "override: true" to use it in its place',
    ],
    ['a: {extends: generic, override: true}', 'p.yaml:1:23: there is no "a" of netrun\'s own to override'],
    [
      'a_ssh: {extends: generic}',
      'p.yaml:1:1: "a_ssh" is no name for a platform: letters, digits, _ and -, and no _ssh, _telnet or _serial at the end',
    ],
  ])('that is wrong is told with its place: %s', (text, expected) => {
    expect(
      wrong(text)
        .split('\n')
        .map((line) => line.replace(/; known are .*/, ''))
        .join('\n'),
    ).toBe(expected);
  });

  test('tells all that is wrong at once', () => {
    expect(
      wrong('a: {extends: b, titel: A}\nc: {extends: cisco_ios, question: "(", logout: ""}\n').split('\n'),
    ).toHaveLength(4);
  });
});

describe('an inventory', () => {
  test('describes platforms, and its devices are what they describe', () => {
    const { devices, platforms } = devicesOf(
      `
platforms:
  acme_os: {extends: cisco_ios, title: ACME OS}
routers:
  - {ip: 192.0.2.1, device_type: acme_os}
  - {ip: 192.0.2.2, device_type: acme_os_ssh}
  - {ip: 192.0.2.3, device_type: cisco_ios}
`,
      'devices.yaml',
      {},
    );
    const definition = { ...platform('cisco_ios'), title: 'ACME OS' };
    expect(devices.map(({ platform: name, definition: own }) => [name, own])).toEqual([
      ['acme_os', definition],
      ['acme_os', definition],
      ['cisco_ios', undefined],
    ]);
    expect([...platforms.keys()]).toEqual(['acme_os']);
  });

  test('may still have a group that is called platforms', () => {
    const { groups } = devicesOf('platforms:\n  - {ip: 192.0.2.1, device_type: linux}\n', 'devices.yaml', {});
    expect([...groups.keys()]).toEqual(['platforms']);
    const named = devicesOf('platforms:\n  r1: {ip: 192.0.2.1, device_type: linux}\n', 'devices.yaml', {});
    expect(named.devices.map(({ name }) => name)).toEqual(['r1']);
  });

  test('gives its platforms commands of their own in a file of commands', () => {
    const inventory = devicesOf(
      'platforms: {acme_os: {extends: linux}}\nr: [{ip: a, device_type: acme_os}, {ip: b, device_type: linux}]\n',
      'd.yaml',
    );
    const plan = parseCommandFile('acme_os: show acme\nall: show version\n', 'c.yaml', inventory);
    const texts = inventory.devices.map((device) => commandsFor(plan, device).map(({ text }) => text));
    expect(texts).toEqual([['show acme'], ['show version']]);
    expect(problemsOf(() => parseCommandFile('acme_so: x', 'c.yaml', inventory))).toContain(
      'did you mean acme_os?',
    );
  });

  test('suggests its own platforms as well', () => {
    const text = 'platforms: {acme_os: {extends: linux}}\nr: [{ip: a, device_type: acme_so}]\n';
    expect(problemsOf(() => devicesOf(text, 'd.yaml', {}))).toContain(
      'unknown device type "acme_so"; did you mean acme_os?',
    );
  });
});
