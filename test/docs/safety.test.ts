import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { replaceParts } from '../../src/model/parts-of-text.ts';
import { wantsConsent } from '../../src/model/safe-command.ts';
import { ciscoIos } from '../../src/platforms/cisco-ios.ts';
import { PLATFORMS } from '../../src/platforms/index.ts';
import { REPORTERS } from '../../src/reporters/index.ts';
import { devicesOf } from '../inventory/devices-of.ts';

const TEXT = readFileSync(path.join(import.meta.dirname, '../../docs/safety.md'), 'utf8');
const COMMANDS = [...TEXT.matchAll(/^\| `(.+)` \| `(\w+)` \| (runs|asks) \|$/gm)].map(
  ([, command = '', platform = '', what = '']) => ({ command: command.replace('\\|', '|'), platform, what }),
);
const OUTPUTS = [...TEXT.matchAll(/^\| `(.+)` \| `(.*<redacted>.*)` \|$/gm)].map(
  ([, printed = '', shown = '']) => ({ printed, shown }),
);

describe('The examples of docs/safety.md', () => {
  it('are found', () => {
    expect([COMMANDS.length, OUTPUTS.length]).toEqual([12, 4]);
  });

  it.each(COMMANDS)('$command on $platform $what', ({ command, platform, what }) => {
    const type = PLATFORMS[platform as keyof typeof PLATFORMS]; // the table says which
    expect(wantsConsent(type, command)).toBe(what === 'asks');
  });

  it.each(OUTPUTS)('$printed is redacted', ({ printed, shown }) => {
    expect(replaceParts(printed, ciscoIos.secrets, '<redacted>')).toBe(shown);
  });

  it('name the formats that are redacted without being asked', () => {
    const [, listed = ''] = /passed on \(([^)]+)\) is redacted/.exec(TEXT) ?? [];
    const handedOn = Object.entries(REPORTERS).flatMap(([name, { isHandedOn }]) =>
      isHandedOn ? [name] : [],
    );
    expect([...listed.matchAll(/-o (\w+)/g)].map(([, name]) => name).toSorted()).toEqual(handedOn.toSorted());
  });

  it('set a rate for a group', () => {
    const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(TEXT) ?? [];
    const { devices } = devicesOf(yaml, 'devices.yaml');
    expect(devices.map(({ name, loginRate }) => [name, loginRate])).toEqual([
      ['b1', 2],
      ['b2', 2],
      ['c1', undefined],
    ]);
  });
});
