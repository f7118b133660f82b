import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { loginGate } from '../../src/cli/login-gate.ts';
import type { CredentialUse } from '../../src/model/ask.ts';
import { useFolder } from '../reporters/own-folder.ts';
import { task } from '../session/play.ts';

const temporary = useFolder();
const { device } = task({});
const OUTCOME = { status: 'cancelled', notes: [], durationMs: 0, attempts: 1 } as const;

type GateOptions = { readonly loginRate?: number; readonly size?: number; readonly maxAuthFailures?: number };

/** The gate of a run on so many devices; nobody watches. */
function gate({ loginRate, size = 5, maxAuthFailures = 1 }: GateOptions = {}) {
  const io = { stdin: { isTTY: false }, env: { NETRUN_STATE_DIR: temporary.path } } as unknown as Io; // all that is used
  const devices = Array.from({ length: size }, (_, index) => ({ ...device, name: `R${index}` }));
  const { answerers, finished } = loginGate(
    {
      devices,
      maxAuthFailures,
      loginRate,
      loginsAtOnce: undefined,
      typed: new Set(),
      onScreen: (work) => work(),
    },
    io,
  );
  const went: number[] = [];
  const skipped: number[] = [];
  /** A device asks; what comes of it is in `went` and `skipped`. */
  const ask = (index: number, credential = 'a', use: CredentialUse = 'login') => {
    const withdrawn = new AbortController();
    const asked = answerers.authenticate(
      { type: 'authenticate', credential, username: 'alice', use },
      index,
      withdrawn.signal,
    );
    void Promise.resolve(asked).then(({ verdict }) => void (verdict === 'go' ? went : skipped).push(index));
    return withdrawn;
  };
  const report = (
    index: number,
    result: 'accepted' | 'rejected',
    credential = 'a',
    use: CredentialUse = 'login',
  ) =>
    answerers.authenticated(
      { type: 'authenticated', credential, username: 'alice', use, result },
      index,
      never,
    );
  return { ask, report, finished, went, skipped };
}

const never = new AbortController().signal;

describe('the gate before logins, where one may log in at a time', () => {
  test('lets the next one go when a device ends without a verdict', async () => {
    const { ask, finished, went } = gate();
    ask(0);
    ask(1);
    await turn();
    expect(went).toEqual([0]);
    finished(0, OUTCOME);
    await turn();
    expect(went).toEqual([0, 1]);
  });

  test('keeps no place for a device that was ended while it waited', async () => {
    const { ask, finished, went } = gate();
    ask(0);
    const withdrawn = ask(1);
    ask(2);
    await turn();
    withdrawn.abort();
    finished(1, OUTCOME);
    finished(0, OUTCOME);
    await turn();
    expect(went).toEqual([0, 2]);
  });

  test('keeps no place for a device that was ended while the rate held it back', async () => {
    const { ask, finished, went } = gate({ loginRate: 20 });
    ask(0);
    await turn();
    finished(0, OUTCOME);
    const withdrawn = ask(1);
    await turn();
    expect(went).toEqual([0]);
    // As a worker that is lost does it: what it asked is withdrawn, then its devices end.
    withdrawn.abort();
    finished(1, OUTCOME);
    ask(2);
    await expect.poll(() => went).toContain(2);
  });

  test('does not make a device wait for itself', async () => {
    const { ask, went } = gate();
    ask(0);
    await turn();
    ask(0);
    await turn();
    expect(went).toEqual([0, 0]);
  });

  test('takes the jump host and the device behind it for two, one after the other', async () => {
    const { ask, report, went } = gate();
    ask(0, 'of-the-jump-host');
    await turn();
    report(0, 'accepted', 'of-the-jump-host');
    ask(0, 'of-the-device');
    ask(1, 'of-the-device');
    await turn();
    expect(went).toEqual([0, 0]);
    report(0, 'accepted', 'of-the-device');
    await turn();
    expect(went).toEqual([0, 0, 1]);
  });

  test('counts a verdict once, and none of a device that has shown nothing', async () => {
    const { ask, report, went, skipped } = gate();
    report(3, 'rejected');
    ask(0);
    await turn();
    report(0, 'accepted');
    report(0, 'rejected');
    ask(1);
    await turn();
    expect({ went, skipped }).toEqual({ went: [0, 1], skipped: [] });
  });
});

describe('one-time codes', () => {
  test('that are wrong three times in a row are asked for on no more devices', async () => {
    const { ask, report, went, skipped } = gate({ maxAuthFailures: 3 });
    for (let index = 0; index < 5; index++) ask(index, 'codes', 'code');
    await turn();
    expect(went).toEqual([0, 1, 2]);
    for (const index of went) report(index, 'rejected', 'codes', 'code');
    await turn();
    expect(skipped).toEqual([3, 4]);
  });

  test('neither wait for the password of their own device nor give it up', async () => {
    const { ask, report, finished, went } = gate();
    ask(0, 'password');
    await turn();
    ask(0, 'codes', 'code');
    await turn();
    ask(0, 'codes', 'code'); // a second question of the same login
    await turn();
    expect(went).toEqual([0, 0, 0]);
    report(0, 'accepted', 'password');
    ask(1, 'codes', 'code');
    await turn();
    expect(went).toHaveLength(3);
    finished(0, OUTCOME);
    await turn();
    expect(went).toEqual([0, 0, 0, 1]);
  });
});
