import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { byteString } from './pause.ts';

/** Gives a stored output by its name; undefined where there is none. */
export type Files = (name: string) => string | undefined;

/**
 * Outputs from a folder or from a map, as byte strings whose lines end with LF, the last one too.
 * A name may hold slashes, but does not lead out of its folder.
 */
export function storedFiles(source: string | ReadonlyMap<string, string | Uint8Array> | undefined): Files {
  if (source === undefined) return () => undefined;
  return (name) => {
    const content = typeof source === 'string' ? readStored(source, name) : source.get(name);
    return content === undefined ? undefined : finishLastLine(byteString(content).replaceAll('\r\n', '\n'));
  };
}

function readStored(folder: string, name: string): Uint8Array | undefined {
  if (name.split(/[/\\]/).includes('..')) return undefined;
  try {
    return readFileSync(join(folder, name));
  } catch {
    return undefined; // missing, unreadable and a folder are one to who asks for a file
  }
}

function finishLastLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
