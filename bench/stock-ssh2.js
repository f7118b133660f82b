import { parseArgs } from 'node:util';
import { Client } from 'ssh2';

/**
 * What one writes with ssh2 at first: connect, shell, and line after line, each when the prompt has come. It prints the
 * answer, and on stderr the seconds from connecting to its last byte. Usage: stock-ssh2.js HOST PORT COMMAND
 */
const [host = '127.0.0.1', port = '22', command = 'show ip int br'] = parseArgs({
  allowPositionals: true,
}).positionals;

const DIALOGUE = [
  { line: undefined, until: /[>#]$/ },
  { line: 'enable', until: /Password: $|#$/ },
  { line: 's3cr3t-enable', until: /#$/ },
  { line: 'terminal length 0', until: /#$/ },
  { line: command, until: /#$/ },
];

const startedAt = performance.now();
const client = new Client();
client.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
client.on('ready', () => {
  client.shell((error, stream) => {
    if (error) throw error;
    let text = '';
    let place = 0;
    stream.on('data', (/** @type {Buffer} */ data) => {
      text += data;
      if (!DIALOGUE[place]?.until.test(text)) return;
      place += 1;
      const next = DIALOGUE[place];
      if (next) {
        text = '';
        stream.write(`${next.line}\r`);
        return;
      }
      const seconds = (performance.now() - startedAt) / 1000;
      console.log(text);
      console.error(`inner=${seconds.toFixed(4)}`);
      client.end();
    });
  });
});
client.connect({ host, port: Number(port), username: 'admin', password: 'cisco123' });
