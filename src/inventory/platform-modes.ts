import type { Platform } from '../platforms/index.ts';
import type { Problems } from './problems.ts';
import type { Mapping, Tree } from './tree.ts';

/** Where a platform is described. */
type Description = {
  readonly name: string;
  readonly offset: number;
  readonly mapping: Mapping;
  readonly problems: Problems;
};

/** Says which modes of a platform are named and not there, and which nobody can get to. */
export function checkModes(platform: Platform, description: Description): void {
  const { modes, privileged, enable } = platform;
  const { problems } = description;
  const names = Object.keys(modes);
  if (names.length === 0) problems.add(placeOf(['modes'], description), `${description.name} has no modes`);
  const missing = namedModes(platform).filter(([, mode]) => !names.includes(mode));
  for (const [path, mode] of missing) {
    const where = path.filter((part) => typeof part === 'string').join('.');
    problems.add(
      placeOf(path, description),
      `${where} of ${description.name} names the mode "${mode}", which is not there; there are ${names.join(', ')}`,
    );
  }
  if (missing.length > 0) return;
  const reached = reachable(
    platform,
    names.filter((name) => modes[name]?.enter === undefined),
  );
  for (const name of names.filter((one) => !reached.has(one))) {
    const from = modes[name]?.enter?.mode ?? '';
    problems.add(
      placeOf(['modes', name, 'enter'], description),
      `mode "${name}" of ${description.name} cannot be reached: it is entered from "${from}", and no mode without "enter" leads there`,
    );
  }
  if (enable !== 'never' && privileged === undefined) {
    problems.add(
      placeOf(['enable'], description),
      `enable of ${description.name} is ${enable}, and "privileged" names no mode to enter`,
    );
  } else if (enable === 'never' && privileged !== undefined) {
    problems.add(
      placeOf(['privileged'], description),
      `privileged of ${description.name} is never entered, since enable is never; write enable: always, or leave it out`,
    );
  } else if (privileged !== undefined && !isStart(platform, privileged) && !leadsTo(platform, privileged)) {
    problems.add(
      placeOf(['privileged'], description),
      `the privileged mode "${privileged}" of ${description.name} cannot be reached: say how with "enter"`,
    );
  }
}

type Path = readonly (string | number)[];

function namedModes({
  modes,
  privileged,
  prepare,
  hiddenPrivileges = [],
}: Platform): readonly (readonly [Path, string])[] {
  return [
    ...Object.entries(modes).flatMap(([name, { enter, leave }]) => [
      ...(enter ? [[['modes', name, 'enter', 'mode'], enter.mode] as const] : []),
      ...(leave ? [[['modes', name, 'leave', 'mode'], leave.mode] as const] : []),
    ]),
    ...(privileged === undefined ? [] : [[['privileged'], privileged] as const]),
    ...prepare.flatMap(({ mode }, at) =>
      mode === undefined ? [] : [[['prepare', at, 'mode'], mode] as const],
    ),
    ...hiddenPrivileges.map(({ mode }, at) => [['hiddenPrivileges', at, 'mode'], mode] as const),
  ];
}

/** The modes that one gets to from some others, with these. */
function reachable({ modes }: Platform, starts: readonly string[]): ReadonlySet<string> {
  const reached = new Set(starts);
  // A set that grows is walked through to its end.
  for (const from of reached) {
    for (const [name, { enter }] of Object.entries(modes)) if (enter?.mode === from) reached.add(name);
    const left = modes[from]?.leave?.mode;
    if (left !== undefined) reached.add(left);
  }
  return reached;
}

function isStart({ modes }: Platform, name: string): boolean {
  return modes[name]?.enter === undefined;
}

/** Some other mode leads there. */
function leadsTo(platform: Platform, wanted: string): boolean {
  return Object.keys(platform.modes).some(
    (from) => from !== wanted && reachable(platform, [from]).has(wanted),
  );
}

/** The place of a value, or of what it is in where it was taken from elsewhere. */
function placeOf(path: Path, { mapping, offset }: Description): number {
  let place = offset;
  let tree: Tree = mapping;
  for (const part of path) {
    if (tree.kind === 'mapping' && typeof part === 'string') {
      const entry = tree.entries.get(part);
      if (!entry) return place;
      place = entry.value.kind === 'text' ? entry.value.offset : entry.offset;
      tree = entry.value;
    } else if (tree.kind === 'list' && typeof part === 'number') {
      const item: Tree | undefined = tree.items[part];
      if (!item) return place;
      place = item.offset;
      tree = item;
    } else return place;
  }
  return place;
}
