import type { Reply } from '../model/outcome.ts';
import { type OnLost, outputPieces } from './output.ts';

/** An output in one string, for what has to look at all of it. */
export async function wholeText(reply: Reply, onLost: OnLost): Promise<string> {
  let text = '';
  for await (const piece of outputPieces(reply, onLost)) text += piece;
  return text;
}
