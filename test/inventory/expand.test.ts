import { describe, expect, it } from 'vitest';
import { buildInventory } from '../../src/inventory/build.ts';
import { readDevicesYaml } from '../../src/inventory/formats/devices-yaml.ts';
import { readYaml } from '../../src/inventory/yaml-tree.ts';
import { problemsOf } from './problems-of.ts';

const ENV = { LAB: '192.0.2.7', PORT: '2222', SITE: 'kyiv', TYPE: 'linux', EMPTY: '' };

function devicesWith(text: string) {
  const yaml = readYaml(text, 'd.yaml');
  const reading = readDevicesYaml(yaml);
  return buildInventory(reading, {
    file: 'd.yaml',
    isLocal: true,
    badRows: 'stop',
    defaults: {},
    env: ENV,
    problems: yaml.problems,
  }).devices;
}

describe('environment variables in an inventory', () => {
  it('are put in where devices are chosen and reached', () => {
    const text =
      '- {name: "r-${SITE}", ip: env:LAB, port: "${PORT}", device_type: env:TYPE, jump: "${SITE}@gate"}';
    expect(devicesWith(text)).toMatchObject([
      { name: 'r-kyiv', host: '192.0.2.7', port: 2222, platform: 'linux', login: { jump: 'kyiv@gate' } },
    ]);
  });

  it('are put into variables of the user where they are set', () => {
    const text = '- {ip: h, device_type: linux, site: "${SITE}", other: "${NONE} $${SITE}", ref: env:SITE}';
    expect(devicesWith(text)).toMatchObject([
      { variables: { site: 'kyiv', other: '${NONE} ${SITE}', ref: 'env:SITE' } },
    ]);
  });

  it('stay as they are written where they are secrets', () => {
    const text = '- {ip: h, device_type: linux, username: env:SITE, password: "${SITE}"}';
    expect(devicesWith(text)).toMatchObject([{ username: 'env:SITE', password: '${SITE}' }]);
  });

  it.each([
    ['ip: env:NONE', /^d\.yaml:1:\d+: ip: NONE is not set in the environment, or empty/],
    ['ip: "${EMPTY}"', /^d\.yaml:1:\d+: ip: EMPTY is not set/],
    [
      'ip: cmd:hostname',
      /^d\.yaml:1:\d+: ip: cmd:hostname is looked up only in what a login needs; write env:NAME or/,
    ],
    ['ip: h, port: env:PORT NO', /port: after env: stands the name/],
  ])('%s is refused', (entry, expected) => {
    expect(problemsOf(() => devicesWith(`- {${entry}, device_type: linux}`))).toMatch(expected);
  });

  it('may be told apart from what begins like one', () => {
    expect(devicesWith('- {ip: h, device_type: linux, name: literal:env:LAB}')).toMatchObject([
      { name: 'env:LAB' },
    ]);
  });
});
