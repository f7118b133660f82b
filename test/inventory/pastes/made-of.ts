import { type Draft, type DraftOptions, draftOf } from '../../../src/inventory/draft.ts';
import { glean } from '../../../src/inventory/pastes/index.ts';
import { Problems } from '../../../src/inventory/problems.ts';

type Wishes = Partial<Pick<DraftOptions, 'secrets' | 'commands' | 'file'>>;

/** What `netrun init` makes of a text, and what it takes it for. */
export async function draftFrom(text: string, wishes: Wishes = {}): Promise<Draft & { readAs: string }> {
  const problems = new Problems();
  const { file = 'stdin' } = wishes;
  const gleaning = await glean({ file, text, problems, env: {} });
  const options: DraftOptions = {
    ...{ file, defaults: {}, env: {}, secrets: 'leave out', commands: 'leave out' },
    ...wishes,
    problems,
  };
  return { ...draftOf(gleaning, options), readAs: gleaning.readAs };
}

/** The same in words: `line name host type key=value …` of each device, and `lines: why` of what was left out. */
export async function madeOf(text: string, wishes: Wishes = {}) {
  const { devices, remarks, readAs } = await draftFrom(text, wishes);
  return {
    readAs,
    devices: devices.map(({ line, name, host, values }) => {
      const others = [...values]
        .filter(([key]) => key !== 'device_type')
        .map(([key, value]) => `${key}=${value}`);
      const words = [line, name, host, values.get('device_type'), ...others];
      return words.join(' ');
    }),
    left: remarks.map(({ lines, what }) => `${lines.join(',')}: ${what}`),
  };
}
