import { type Behaviour, WELL_BEHAVED } from '../../src/lab/behaviour.ts';
import { Pages } from '../../src/lab/pages.ts';
import { seededRandom } from '../../src/lab/random.ts';
import { Shell, type Utterance } from '../../src/lab/shell.ts';
import { TRANSCRIPTS } from '../../src/lab/transcripts/index.ts';
import type { PlatformName } from '../../src/platforms/index.ts';

/** A shell of the device R7 or srv7 with the password pass-1 and the secret secret-1, at a fixed time. */
export function shellOf(
  platform: PlatformName,
  behaviour: Partial<Behaviour> = {},
  files: Readonly<Record<string, string>> = {},
): Shell {
  const transcript = TRANSCRIPTS[platform];
  const device = {
    name: `${transcript.namePrefix}7`,
    index: 7,
    host: '127.0.0.1',
    username: 'admin',
    password: 'pass-1',
    secret: 'secret-1',
    now: () => new Date('2026-03-02T12:34:56.789Z'),
    file: (name: string) => files[name],
  };
  const random = seededRandom(1);
  return new Shell({
    transcript,
    behaviour: { ...WELL_BEHAVED, ...behaviour },
    device,
    terminalRows: 0,
    random,
  });
}

/** A shell after its greeting. */
export function greeted(...setup: Parameters<typeof shellOf>): Shell {
  const shell = shellOf(...setup);
  shell.greet();
  return shell;
}

/** An IOS shell in privileged EXEC. */
export function privileged(
  behaviour: Partial<Behaviour> = {},
  files: Readonly<Record<string, string>> = {},
): Shell {
  return greeted('cisco_ios', { privilege: 'at-login', ...behaviour }, files);
}

/** What is shown, without the pauses; of what has no end, the first lines. */
export function shown(utterances: readonly Utterance[]): string {
  return utterances
    .map((utterance) => {
      if (utterance.type === 'text') return utterance.text;
      return utterance.type === 'stream' ? new Pages(utterance.pieces).take(3) : '';
    })
    .join('')
    .replaceAll(/[\ue000-\uf8ff]/g, '');
}

/** What else happens, by its kind. */
export function deeds(utterances: readonly Utterance[]): readonly string[] {
  return utterances.flatMap((utterance) => {
    if (utterance.type === 'text' || utterance.type === 'stream') return [];
    return utterance.type === 'count' ? [utterance.what] : [utterance.type];
  });
}
