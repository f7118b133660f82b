// What is in the racks: asks every device for its version and writes versions.csv.
//
// In a project in which netrun is installed:
//
//   NETRUN_PASSWORD=… node inventory-report.mjs devices.yaml [group]

import { writeFile } from 'node:fs/promises';
import { EXECUTORS, loadInventory, newJob, openHostKeys, readyDevices, run, UsageError } from 'netrun';

const [file = 'devices.yaml', ...limit] = process.argv.slice(2);

try {
  await report(file, limit);
} catch (error) {
  // What the inventory, or whoever wrote it, has wrong: all of it at once, with file and line.
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function report(file, limit) {
  const hostKeys = openHostKeys({ own: 'known_hosts', user: [], system: [] });
  const devices = await readyDevices(await loadInventory(file), {
    limit,
    username: process.env.NETRUN_USERNAME,
    password: process.env.NETRUN_PASSWORD,
    secret: process.env.NETRUN_SECRET,
    env: process.env,
    hostKeys,
  });
  const rows = ['device,platform,version'];

  // Where `await using` is known (Node 24, TypeScript 5.2): await using executor = EXECUTORS.threads('auto');
  const executor = EXECUTORS.threads('auto');
  try {
    const job = newJob('show version', { enable: 'never' });
    const answerers = hostKeys.answerers(devices);
    /** The replies of the devices that have not finished. */
    const replies = new Map();
    for await (const event of run(devices, job, { executor, answerers })) {
      if (event.type === 'replied') replies.set(event.index, event.reply);
      if (event.type !== 'finished') continue;
      const { name, platform } = devices[event.index];
      const { outcome } = event;
      if (outcome.status === 'ok') {
        const version = /Version ([^\s,]+)/i.exec(replies.get(event.index).output)?.[1] ?? '';
        rows.push(`${name},${platform},${version}`);
      } else {
        const why = outcome.status === 'failed' ? outcome.failure.message : outcome.status;
        console.error(`${name}: ${why}`);
        process.exitCode = 1;
      }
      replies.delete(event.index);
    }
  } finally {
    await executor[Symbol.asyncDispose]();
    await hostKeys.keep();
  }
  await writeFile('versions.csv', `${rows.join('\n')}\n`);
  console.log(`${rows.length - 1} of ${devices.length} devices are in versions.csv`);
}
