import { describe, expect, test } from 'vitest';
import { ciscoIos } from '../../src/platforms/cisco-ios.ts';
import { aheadOf } from '../../src/session/opening.ts';
import { fine, play, summary, task } from './play.ts';
import { type Conversation, readLine, router, WAYS } from './scripted-device.ts';

const LINES = 'first\n  second\n';
const SECRET = 's3cret';
const OPENING = 'terminal width 511\rterminal length 0\r';
const outputs = { 'show it': LINES, 'show clock': '12:00:00\n' };
const LOST = 'what was sent ahead was lost and sent again; the next runs send nothing ahead to it';

function* enable(grant: () => void): Conversation {
  yield 'Password: ';
  if ((yield* readLine(() => '\r\n')) === SECRET) grant();
}

describe('what is sent ahead', () => {
  for (const way of WAYS) {
    test(`goes up to the secret, which waits for its prompt, ${way.title}`, async () => {
      const device = router({ level: '>', enable, outputs });
      const played = await play(device, { secret: SECRET, pipelining: 'reads', way });
      expect(summary(played)).toEqual(fine([LINES]));
      expect(played.typed).toMatch(
        new RegExp(`^${OPENING}enable\r${SECRET}\rshow it\r`.replaceAll('\r', '\\r')),
      );
    });

    test(`finds a device privileged already, ${way.title}`, async () => {
      const device = router({ level: '#', outputs });
      const played = await play(device, { secret: SECRET, pipelining: 'reads', way });
      expect(summary(played)).toEqual(fine([LINES]));
      expect(played.typed).not.toContain(SECRET);
    });

    test(`is the first command where no privilege is wanted, ${way.title}`, async () => {
      const device = router({ level: '#', outputs });
      const commands = ['show it', 'show clock'];
      const played = await play(device, { commands, pipelining: 'reads', way });
      expect(summary(played)).toEqual(fine([LINES, '12:00:00\n']));
      expect(played.typed.startsWith(`${OPENING}show it\r`)).toBe(true);
    });

    test(`is sent again, and said, where the device throws it away, ${way.title}`, async () => {
      const device = router({ level: '>', enable, outputs });
      const played = await play(device, { secret: SECRET, pipelining: 'throws-away', way });
      expect(summary(played)).toEqual(fine([LINES], [LOST]));
      expect(played.outcome).toMatchObject({ lostAhead: true, attempts: 1 });
    });
  }

  test('never holds the secret, nor a command that is not read-only', () => {
    const ahead = (command: string, secret?: string) => {
      const { device, job } = task({ commands: [command], pipelining: 'reads', ...(secret && { secret }) });
      return aheadOf(ciscoIos, device, job);
    };
    const opening = ['terminal width 511', 'terminal length 0'];
    expect(ahead('show it')).toEqual([...opening, 'show it']);
    expect(ahead('show it', SECRET)).toEqual([...opening, 'enable']);
    expect(ahead('reload')).toEqual(opening);
    expect(ahead('show it | redirect flash:x')).toEqual(opening);
    expect(ahead('show ?')).toEqual(opening);
  });

  test('is left out on a second connection where the device hangs up before it checks the password', async () => {
    const device = router({ level: '>', enable, outputs });
    const played = await play(device, { secret: SECRET, pipelining: 'hangs-up' });
    expect(summary(played)).toEqual(fine([LINES], [LOST]));
    expect(played.outcome).toMatchObject({ lostAhead: true, attempts: 2 });
  });
});
