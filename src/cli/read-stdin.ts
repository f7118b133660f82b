import { UsageError } from '../model/usage-error.ts';

/**
 * All of standard input.
 * @param what is to come from there, with its verb: `the commands are`
 * @throws UsageError where somebody would have to type it
 */
export async function readStdin(stdin: NodeJS.ReadStream, what: string): Promise<string> {
  if (stdin.isTTY) throw new UsageError([{ message: `${what} to come from stdin, but stdin is a terminal` }]);
  let text = '';
  stdin.setEncoding('utf8');
  for await (const chunk of stdin) text += chunk;
  return text;
}
