import { UsageError } from '../model/usage-error.ts';
import { visibleLine } from '../reporters/visible.ts';
import { EXIT, type Io } from './io.ts';

/**
 * Asks for a secret on the terminal, without showing what is typed.
 * @param otherwise how else the secret can be given, for the error where there is no terminal
 */
export async function askSecretly(question: string, io: Io, otherwise: string): Promise<string> {
  return ask(question, io, otherwise, { shown: false });
}

/** Asks for a line on the terminal. */
export async function askOpenly(question: string, io: Io, otherwise: string): Promise<string> {
  return ask(question, io, otherwise, { shown: true });
}

function ask(question: string, io: Io, otherwise: string, { shown }: { shown: boolean }): Promise<string> {
  const { stdin, stderr } = io;
  if (!stdin.isTTY)
    throw new UsageError([
      { message: `${question} is needed, and there is no terminal to ask on: ${otherwise}` },
    ]);
  // Before the question is seen, since what is typed at once would be shown.
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  stderr.write(`${visibleLine(question)}: `);
  return new Promise((resolve) => {
    let typed = '';
    const finish = () => {
      stdin.off('data', take);
      stdin.off('end', giveUp);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
    };
    const giveUp = () => {
      finish();
      io.exit(EXIT.interrupted);
    };
    const take = (data: string) => {
      for (const character of data) {
        if (character === '\r' || character === '\n') {
          finish();
          resolve(typed);
          return;
        }
        if (character === '\x03' || character === '\x04') giveUp();
        if (character === '\x7f' || character === '\b') {
          if (shown && typed !== '') stderr.write('\b \b');
          typed = Array.from(typed).slice(0, -1).join('');
        } else if (character === '\x15') {
          if (shown) stderr.write('\b \b'.repeat(Array.from(typed).length));
          typed = '';
        } else if (character >= ' ') {
          typed += character;
          if (shown) stderr.write(character);
        }
      }
    };
    stdin.on('data', take);
    stdin.on('end', giveUp);
  });
}
