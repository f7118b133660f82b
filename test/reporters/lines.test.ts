import { expect, test } from 'vitest';
import { lines } from '../../src/reporters/lines.ts';
import { device, outcome, reply, show } from './fixed-run.ts';

test.each(['r1', 'a$&b', '$$', "c$'"])(
  'every line of %s begins with its name, whatever is in that',
  async (name) => {
    const result = {
      device: device('192.0.2.1', { name }),
      replies: [reply('show clock', 'one\n\ntwo')],
      outcome: outcome({ status: 'ok' }),
    };
    const { stdout } = await show(lines, { results: [result] });
    expect(stdout.text()).toBe(`${name}: one\n${name}: \n${name}: two\n`);
  },
);
