import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Client } from 'ssh2';

/**
 * What one writes with ssh2 at first: connect, shell, and line after line, each when the prompt has come.
 * Usage: stock-ssh2.js --targets FILE --concurrency N --command TEXT. A line of the file is host:port. It prints a line of JSON for
 * each device, and on stderr inner=SECONDS, from the first connection to the last answer.
 */
const { values } = parseArgs({
  options: {
    targets: { type: 'string', default: '' },
    concurrency: { type: 'string', default: '100' },
    command: { type: 'string', default: 'show version' },
  },
});
const targets = readFileSync(values.targets, 'utf8').split('\n').filter(Boolean);

const DIALOGUE = [
  { line: undefined, until: /[>#]$/ },
  { line: 'enable', until: /Password: $|#$/ },
  { line: 's3cr3t-enable', until: /#$/ },
  { line: 'terminal length 0', until: /#$/ },
  { line: values.command, until: /#$/ },
];

const startedAt = performance.now();
const waiting = targets.values();
await Promise.all(Array.from({ length: Number(values.concurrency) }, askInTurn));
console.error(`inner=${((performance.now() - startedAt) / 1000).toFixed(4)}`);

async function askInTurn() {
  for (const device of waiting) {
    const result = await ask(device).then(
      (output) => ({ device, output }),
      (error) => ({ device, error: error.message }),
    );
    console.log(JSON.stringify(result));
  }
}

/** @returns {Promise<string>} */
function ask(/** @type {string} */ target) {
  const [host = '', port] = target.split(':');
  return new Promise((resolve, reject) => {
    const client = new Client();
    client.on('error', reject);
    client.on('close', () => reject(new Error('closed')));
    client.on('ready', () => {
      client.shell((error, stream) => {
        if (error) {
          reject(error);
          return;
        }
        let text = '';
        let place = 0;
        stream.on('data', (/** @type {Buffer} */ data) => {
          text += data;
          if (!DIALOGUE[place]?.until.test(text)) return;
          place += 1;
          const step = DIALOGUE[place];
          if (step) {
            text = '';
            stream.write(`${step.line}\r`);
            return;
          }
          resolve(text);
          client.end();
        });
      });
    });
    client.connect({ host, port: Number(port), username: 'admin', password: 'cisco123' });
  });
}
