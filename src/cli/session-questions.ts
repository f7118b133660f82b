import type { Answerers } from '../model/ask.ts';
import type { Device } from '../model/device.ts';
import { withOtherPort } from '../model/login.ts';
import { visibleLine } from '../reporters/visible.ts';
import { askOpenly, askSecretly } from './ask.ts';
import type { Io } from './io.ts';
import type { Screen } from './screen.ts';

export type SessionQuestionsOptions = Pick<Screen, 'ask'> & {
  /** Hears of a password of devices that was typed just now, before any of them is shown it. */
  readonly typed?: (username: string, password: string) => void;
  /** Hears of a device whose login takes the user's hand. */
  readonly needsUser?: (index: number) => void;
};

/**
 * What sessions ask the user in the middle of a run; where there is no terminal, nobody answers. A password is asked
 * for once: for each user name of the devices, and for each jump host.
 * @param devices as they are handed to `run`
 */
export function sessionQuestions(
  devices: readonly Device[],
  { ask, typed = () => {}, needsUser = () => {} }: SessionQuestionsOptions,
  io: Io,
): Partial<Answerers> {
  // `run` answers then that nobody is there.
  if (!io.stdin.isTTY) return {};
  const passwords = new Map<string, Promise<string>>();
  /** Nobody has been asked for a one-time password so far. */
  let isFirst = true;
  return {
    password({ username, host, port }, index) {
      const isDevice = devices[index]?.host === host && devices[index]?.port === port;
      const whose = isDevice ? username : `${username} on the jump host ${withOtherPort(host, port)}`;
      const key = isDevice ? username : `${username}@${host}:${port}`;
      const known = passwords.get(key);
      if (known) return known;
      const answer = ask(async () => {
        const secret = await askSecretly(visibleLine(`Password of ${whose}`), io, '');
        if (isDevice) typed(username, secret);
        return secret;
      });
      passwords.set(key, answer);
      return answer;
    },
    prompt({ text, echo }, index, signal) {
      needsUser(index);
      const question = visibleLine(`${devices[index]?.name ?? ''}: ${text.replace(/:\s*$/, '')}`);
      return ask(async () => {
        // The one who asked may have been ended before its turn.
        if (signal.aborted) return undefined;
        if (isFirst && devices.length > 1) {
          io.stderr.write(
            `Each of the ${devices.length} devices may ask for one, one after the other; Ctrl-C ends it.\n`,
          );
        }
        isFirst = false;
        return echo ? askOpenly(question, io, '') : askSecretly(question, io, '');
      });
    },
  };
}
