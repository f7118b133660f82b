import { describe, expect, test } from 'vitest';
import type { Result } from '../../src/model/result.ts';
import { ciscoIos } from '../../src/platforms/cisco-ios.ts';
import { raw } from '../../src/reporters/raw.ts';
import { redacted } from '../../src/reporters/redacted.ts';
import { device, outcome, reply, show } from './fixed-run.ts';
import { spilled, useFolder } from './own-folder.ts';

const folder = useFolder();
const format = { ...raw, open: redacted(raw.open, () => ciscoIos.secrets) };

const CONFIG = [
  'hostname R1',
  'enable secret 9 $9$nhEmQVczB7dqsO$X.HsgL6x1il0RxkOSSvyQYwucySCt7qFm4v7pqCxkKM',
  'username admin privilege 15 password 7 0822455D0A16',
  'snmp-server community s3cret-string RO',
  'ip route 0.0.0.0 0.0.0.0 192.0.2.1',
  '',
].join('\n');
const SECRETS = ['nhEmQVczB7dqsO', '0822455D0A16', 's3cret-string'];

const result: Result = {
  device: device('192.0.2.1'),
  replies: [reply('show run', CONFIG)],
  outcome: outcome({ status: 'ok' }),
};

describe('redaction', () => {
  test.each([
    ['in the memory', async () => result],
    ['in a file', () => spilled(result, folder.path)],
  ])('replaces the secrets of an output %s, and nothing else', async (_, resultOf) => {
    const { stdout, lost } = await show(format, { results: [await resultOf()] });
    for (const secret of SECRETS) expect(stdout.text()).not.toContain(secret);
    expect(stdout.text()).toContain('enable secret 9 <redacted>\n');
    expect(stdout.text()).toContain('snmp-server community <redacted> RO\n');
    expect(stdout.text()).toContain('hostname R1\n');
    expect(stdout.text()).toContain('ip route 0.0.0.0 0.0.0.0 192.0.2.1\n');
    expect(lost).toBe(0);
  });

  test('replaces them in the last line of a failure', async () => {
    const failure = {
      kind: 'timeout',
      message: 'm',
      hint: '',
      lastLine: 'username a password 7 0822455D0A16',
    } as const;
    const seen: Result[] = [];
    const open = redacted(
      () => ({ result: (one) => void seen.push(one), end: () => {} }),
      () => ciscoIos.secrets,
    );
    await show(
      { ...raw, open },
      { results: [{ ...result, outcome: outcome({ status: 'failed', failure }) }] },
    );
    expect(JSON.stringify(seen[0]?.outcome)).not.toContain('0822455D0A16');
  });

  test('leaves out what it could not look through', async () => {
    const gone = { ...reply('show run', ''), outputFile: { path: `${folder.path}/gone`, bytes: 100 } };
    const { stderr, lost } = await show(format, { results: [{ ...result, replies: [gone] }] });
    expect(lost).toBe(1);
    expect(stderr.text()).toContain('could not be looked through for secrets, and is left out');
  });
});
