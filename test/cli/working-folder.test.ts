import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { useFolder } from '../reporters/own-folder.ts';
import { PROGRAM } from './program.ts';

const temporary = useFolder();

test.skipIf(process.platform === 'win32')(
  'a run in a folder that has been removed is refused, and nothing is contacted',
  () => {
    const inventory = `${temporary.path}/devices.yaml`;
    const device = '- {ip: 127.0.0.1, port: 1, device_type: cisco_ios, username: a, password: b}\n';
    writeFileSync(inventory, device, { mode: 0o600 });
    const script = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"';
    const words = [process.execPath, PROGRAM, '-i', inventory, 'show clock'];
    const run = spawnSync('/bin/sh', ['-c', script, 'sh', ...words], {
      cwd: temporary.path,
      env: { PATH: process.env.PATH, HOME: temporary.path },
      encoding: 'utf8',
    });
    expect({ code: run.status, stdout: run.stdout, stderr: run.stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: 'the folder in which netrun was started is there no more: cd to another one\n',
    });
  },
);
