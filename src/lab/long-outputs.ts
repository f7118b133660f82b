import { pause } from './pause.ts';

/** Numbered lines of 80 bytes, cut off at so many bytes; LF counts as one. */
export function* manyBytes(count: number): Generator<string> {
  for (let line = 1, left = count; left > 0; line++) {
    const text = `${`line ${line} `.padEnd(79, 'netrun lab ')}\n`.slice(-80);
    yield left < text.length ? `${text.slice(0, left - 1)}\n` : text;
    left -= text.length;
  }
}

/** Lines without end. */
export function* endlessLines(text: (line: number) => string): Generator<string> {
  for (let line = 1; ; line++) yield `${text(line)}\n`;
}

/** A byte a second, without end, a line end after every 60th. */
export function* slowBytes(): Generator<string> {
  for (let byte = 1; ; byte++) yield `.${byte % 60 === 0 ? '\n' : ''}${pause(1000)}`;
}
