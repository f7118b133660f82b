import { visibleLine } from '../reporters/visible.ts';
import { EXIT, type Io } from './io.ts';

/**
 * Asks for lines on the terminal, typed or pasted. An empty line that is typed ends them, as Ctrl-D does; one within
 * what is pasted does not.
 */
export function askLines(question: string, io: Io): Promise<string> {
  const { stdin, stderr } = io;
  // Before the question is seen, since what is typed at once would be shown twice.
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  stderr.write(`${question}\n${MARK_PASTES}`);
  return new Promise((resolve) => {
    const typed = typedLines({ echo: (text) => void stderr.write(text) });
    const finish = () => {
      stdin.off('data', take);
      stdin.off('end', giveUp);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write(`${LEAVE_PASTES}\n`);
    };
    const giveUp = () => {
      finish();
      io.exit(EXIT.interrupted);
    };
    const take = (data: string) => {
      const next = typed.take(data);
      if (next === 'more') return;
      if (next === 'interrupt') giveUp();
      finish();
      resolve(typed.text);
    };
    stdin.on('data', take);
    stdin.on('end', giveUp);
  });
}

/** Has the terminal say where what is pasted begins and ends (xterm's bracketed paste). */
const MARK_PASTES = '\x1b[?2004h';
const LEAVE_PASTES = '\x1b[?2004l';

/** Lines that grow key by key. */
type TypedLines = {
  readonly text: string;
  /** Takes what came from the terminal. */
  take(data: string): 'more' | 'end' | 'interrupt';
};

/** @param echo shows what is typed */
export function typedLines({ echo }: { readonly echo: (text: string) => void }): TypedLines {
  let lines = '';
  let line = '';
  let isPasting = false;
  /** The beginning of an escape sequence whose end comes with what is read next. */
  let held = '';
  const put = (letter: string) => {
    line += letter;
    echo(letter === '\t' ? letter : visibleLine(letter));
  };
  const endLine = () => {
    lines += `${line}\n`;
    line = '';
    echo('\n');
  };
  return {
    get text() {
      return lines + line;
    },
    take(data) {
      // Terminals that mark no pastes send them in large pieces, and a key by itself.
      const isKey = data.length === 1;
      const all = held + data;
      held = isKey ? '' : (CUT.exec(all)?.[0] ?? '');
      for (const [piece] of all.slice(0, all.length - held.length).matchAll(PIECES)) {
        if (piece === '\x1b[200~') isPasting = true;
        else if (piece === '\x1b[201~') isPasting = false;
        else if (piece === '\x03') return 'interrupt';
        else if (piece === '\x04') return 'end';
        else if (/^[\r\n]/.test(piece)) {
          if (isKey && !isPasting && line.trim() === '' && lines !== '') return 'end';
          endLine();
        } else if (piece === '\x7f' || piece === '\b') {
          if (line !== '') echo('\b \b');
          line = Array.from(line).slice(0, -1).join('');
        } else if (piece === '\x15') {
          echo('\b \b'.repeat(Array.from(line).length));
          line = '';
        } else if (piece === '\t' || piece >= ' ') put(piece);
      }
      return 'more';
    },
  };
}

/** Line ends, escape sequences of the terminal as a whole, and letters. */
const PIECES = /\r\n|\x1b\[[\d;]*[~A-Za-z]|\x1bO.|[\s\S]/gu;

/** A terminal hands over a long paste in parts, wherever one ends; the key Escape comes alone. */
const CUT = /\x1b(?:\[[\d;]*|O)?$/;
