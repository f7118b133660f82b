import { editDistance } from '../inventory/did-you-mean.ts';
import { isReadOnly } from '../model/safe-command.ts';
import { UsageError } from '../model/usage-error.ts';
import { PLATFORMS } from '../platforms/index.ts';
import { SUBCOMMANDS } from './subcommands.ts';

/**
 * Keeps a misspelt subcommand from being run on every device.
 * @param word the whole command, typed without quotes and without `--`
 * @throws UsageError where it is near to a subcommand, and nothing that a device is known to have
 */
export function refuseMisspelt(word: string): void {
  const meant = Object.keys(SUBCOMMANDS).find((name) => isNear(word, name));
  if (meant === undefined || isOfADevice(word)) return;
  throw new UsageError([
    {
      message: `there is no "netrun ${word}"; did you mean netrun ${meant}? As a command for the devices it is written: netrun -- ${word}`,
    },
  ]);
}

/** Short names are near to everything: `lastb` and `list` are commands of Linux, and no `last`. */
function isNear(word: string, name: string): boolean {
  if (word[0] !== name[0] || (name.length < 5 && name !== 'init') || word.length < 4) return false;
  const slips = name.length >= 8 ? 2 : 1;
  return editDistance(word, name, slips) <= slips;
}

function isOfADevice(word: string): boolean {
  return Object.values(PLATFORMS).some((platform) => isReadOnly(platform, word));
}
