import { Ajv } from 'ajv';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import type { Examination } from '../../src/model/examination.ts';
import type { Result } from '../../src/model/result.ts';
import { examinationJson, examinationLines, examinationTables } from '../../src/reporters/examination.ts';
import { examinationSchema } from '../../src/reporters/examination-schema.ts';
import { device, FIXED_RESULTS, outcome, show } from './fixed-run.ts';
import { recordingSink } from './recording-sink.ts';

const LISTS = { kex: ['a', 'b'], hostKey: ['ssh-rsa'], cipher: ['aes128-cbc'], mac: ['hmac-sha1'] };
const CHOSEN = { kex: 'a', hostKey: 'ssh-rsa', cipher: 'aes128-cbc', mac: 'hmac-sha1' };

/** Every step, with everything that it can show. */
const WHOLE: Examination = [
  { step: 'resolve', durationMs: 12.4, addresses: ['2001:db8::1', '192.0.2.1'] },
  { step: 'connect', durationMs: 3, address: '192.0.2.1', unreachable: ['2001:db8::1'] },
  { step: 'identification', durationMs: 20, text: 'SSH-2.0-Cisco-1.25' },
  { step: 'key-exchange', durationMs: 1234, offered: LISTS, chosen: CHOSEN, old: ['ssh-rsa'] },
  { step: 'host-key', durationMs: 1, keyType: 'ssh-rsa', fingerprint: 'SHA256:abc', standing: 'new' },
  { step: 'authentication', durationMs: 300, methods: ['password'], way: 'password' },
  { step: 'detection', durationMs: 90, platform: 'cisco_ios' },
  { step: 'prompt', durationMs: 40, text: 'sw01>', mode: 'exec' },
  { step: 'enable', durationMs: 60, commands: ['enable'], text: 'sw01#', mode: 'privileged' },
  { step: 'paging', durationMs: 5, command: 'terminal length 0', refusal: '% Invalid', pages: 2 },
];

const FAILURE = { kind: 'prompt', message: 'no prompt came', hint: 'wait', awaited: 'the prompt' } as const;

const passing: Result = {
  device: device('sw01.example.net', { name: 'sw01' }),
  replies: [],
  outcome: outcome({ status: 'ok' }, { examination: WHOLE, notes: ['a note'] }),
};

/** A device that fails in each of the steps, having shown nothing there. */
const failing: readonly Result[] = WHOLE.map(({ step }, place) => ({
  device: device(`in-${step}`),
  replies: [],
  outcome: outcome(
    { status: 'failed', failure: { ...FAILURE, lastLine: 'the last line' } },
    { examination: [...WHOLE.slice(0, place), { step, durationMs: 7 }] },
  ),
}));

const RESULTS = [passing, ...failing, ...FIXED_RESULTS];

describe('what netrun doctor prints', () => {
  test('for people is a row for each step', async () => {
    const { stdout } = await show(examinationTables({ isDetailed: true, quiet: false }), {
      results: [passing],
    });
    expect(stdout.text().split('\n').slice(1)).toEqual([
      '  resolve           12 ms  2001:db8::1, 192.0.2.1',
      '  connect            3 ms  192.0.2.1:22',
      '                           not reached: 2001:db8::1',
      '  identification    20 ms  SSH-2.0-Cisco-1.25',
      '  key exchange      1.2 s  a, ssh-rsa, aes128-cbc, hmac-sha1',
      '                           old: ssh-rsa',
      '                           offers kex: a, b',
      '                           offers host key: ssh-rsa',
      '                           offers cipher: aes128-cbc',
      '                           offers mac: hmac-sha1',
      '  host key           1 ms  new, taken on trust: ssh-rsa SHA256:abc',
      '  authentication   300 ms  password; it takes password',
      '  detection         90 ms  it is cisco_ios; "device_type: cisco_ios" in the inventory saves finding it out',
      '  prompt            40 ms  sw01>  (exec)',
      '  enable            60 ms  "enable" leads to sw01#  (privileged)',
      '  paging             5 ms  "terminal length 0" is refused: % Invalid; pages are answered',
      '                           its pager has stopped 2 times all the same, and was answered',
      '  note                     a note',
      '',
      expect.stringMatching(/^1 device: 1 ok in /),
      '',
    ]);
  });

  test('for people says in which step it was cancelled, behind what that had shown', async () => {
    const cancelled = (examination: Examination): Result => ({
      ...passing,
      outcome: outcome({ status: 'cancelled' }, { examination }),
    });
    const [, connect] = WHOLE;
    const results = [cancelled([{ step: 'prompt', durationMs: 7 }]), cancelled(connect ? [connect] : [])];
    const { stdout } = await show(examinationTables({ isDetailed: false, quiet: false }), { results });
    expect(stdout.text()).toContain('  prompt             7 ms  cancelled\n');
    expect(stdout.text()).toContain('  connect            3 ms  192.0.2.1:22 cancelled\n');
  });

  test.each(failing.map((result, place) => [WHOLE[place]?.step, result] as const))(
    'for people ends at the step that failed, with what helps: %s',
    async (_, result) => {
      const { stdout } = await show(examinationTables({ isDetailed: true, quiet: true }), {
        results: [result],
      });
      const lines = stdout.text().split('\n');
      expect(lines[0]).toMatch(/ {2}fails: \w/);
      const failed = lines.findIndex((line) => line.includes('7 ms  fails: no prompt came'));
      expect(lines.slice(failed + 1, failed + 4)).toEqual([
        '  waited for               the prompt',
        '  last line                the last line',
        '  what helps               wait',
      ]);
    },
  );

  test('for people keeps to a terminal, and lets nothing act on it', async () => {
    const nasty = `\x1b[2J\x07${'word,'.repeat(60)}\n${'w'.repeat(100)}`;
    const results: readonly Result[] = [
      {
        device: device('sw01', { name: 'sw\x1b[2J01' }),
        replies: [],
        outcome: outcome(
          { status: 'failed', failure: { ...FAILURE, message: nasty, lastLine: nasty } },
          { examination: [{ step: 'identification', durationMs: 1, text: nasty }], notes: [nasty] },
        ),
      },
      passing,
    ];
    const stdout = recordingSink({ isTerminal: true });
    await show(examinationTables({ isDetailed: true, quiet: false }), { results, stdout });
    expect(stdout.text()).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/);
    const wide = stdout
      .text()
      .split('\n')
      .filter((line) => stringWidth(line) > 80 && !/w{100}$/.test(line));
    expect(wide).toEqual([]);
  });

  test('for people tells at the end what several devices fail by, and with -q no device that passes', async () => {
    const { stdout } = await show(examinationTables({ isDetailed: false, quiet: true }), {
      results: [passing, ...failing],
    });
    expect(stdout.text()).not.toContain('passes');
    expect(stdout.text()).toMatch(/\nfailed \(prompt\): no prompt came: .*\(10\)\n {2}hint: wait\n/);
    expect(stdout.text()).toMatch(/\n11 devices: 1 ok, 10 failed \(prompt\) in .*\n$/);
  });
});

describe('the schema of examinations', () => {
  const schema = JSON.parse(JSON.stringify(examinationSchema()), (_, value) =>
    value?.type === 'object' ? { ...value, additionalProperties: false } : value,
  );
  const closed = new Ajv({
    allErrors: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
  }).compile(schema);
  const complaints = (value: unknown) => {
    closed(value);
    return (closed.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  test('is the published one', async () => {
    const text = `${JSON.stringify(examinationSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../../docs/examination.schema.json');
  });

  test('has what -o json writes, and not a field less', async () => {
    const { stdout } = await show(examinationJson, { results: RESULTS });
    const document = JSON.parse(stdout.text());
    expect(complaints(document)).toEqual([]);
    expect(document.results).toHaveLength(RESULTS.length);
    expect(stdout.text()).not.toMatch(/"(?:password|secret)":/);
  });

  test('has what every line of -o ndjson is', async () => {
    const { stdout } = await show(examinationLines, { results: RESULTS });
    const lines = stdout.text().trimEnd().split('\n');
    expect(lines).toHaveLength(RESULTS.length);
    for (const line of lines) expect(complaints(JSON.parse(line)), line).toEqual([]);
  });

  test('refuses a step that there is not, and another version', async () => {
    const { stdout } = await show(examinationLines, { results: [passing] });
    const line = JSON.parse(stdout.text());
    expect(complaints({ ...line, version: 2 })).not.toEqual([]);
    expect(complaints({ ...line, steps: [{ step: 'dance', durationMs: 1 }] })).not.toEqual([]);
  });
});
