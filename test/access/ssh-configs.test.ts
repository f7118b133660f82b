import { describe, expect, test } from 'vitest';
import { problemsOfConfigs, sshConfigs } from '../../src/access/ssh-configs.ts';

const machine = { home: '/nowhere', localUser: 'me', localHost: 'here' };
const configOf = (sshConfig?: string) =>
  sshConfigs({ sshConfig, sshConfigExec: false, trusted: undefined }, machine, {});
const device = (sshConfigFile: string | undefined, line: number) => ({
  login:
    sshConfigFile === undefined ? {} : { sshConfigFile, places: { sshConfigFile: { file: 'd.yaml', line } } },
});
const WAY_OUT = 'there is no such file of ssh_config; -F names one, -F none does without';

describe('Files of ssh_config that cannot be used', () => {
  test('are all told at once, each where the inventory names it first', () => {
    const devices = [device('/no/a', 1), device('/no/b', 2), device('/no/a', 3), device(undefined, 4)];
    expect(problemsOfConfigs(devices, configOf())).toEqual([
      { file: 'd.yaml', line: 1, message: `ssh_config_file /no/a: ${WAY_OUT}` },
      { file: 'd.yaml', line: 2, message: `ssh_config_file /no/b: ${WAY_OUT}` },
    ]);
  });

  test('are told once where -F names one', () => {
    const devices = [device('/no/a', 1), device('/no/b', 2)];
    expect(problemsOfConfigs(devices, configOf('/no/c'))).toEqual([{ file: '/no/c', message: WAY_OUT }]);
    expect(problemsOfConfigs(devices, configOf('none'))).toEqual([]);
  });
});
