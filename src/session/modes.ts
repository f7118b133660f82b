import type { ModeChange, Platform } from '../platforms/platform.ts';

/**
 * The commands that lead from one mode of a platform to another, in order.
 * @returns undefined where there is no way
 */
export function steps(platform: Platform, from: string, to: string): readonly ModeChange[] | undefined {
  const known = ways.get(platform) ?? new Map<string, readonly ModeChange[] | undefined>();
  ways.set(platform, known);
  // Names of modes may have blanks.
  const way = `${from}\0${to}`;
  if (!known.has(way)) known.set(way, search(platform, from, to, new Set()));
  return known.get(way);
}

/** They are the same for every device of a platform. */
const ways = new WeakMap<Platform, Map<string, readonly ModeChange[] | undefined>>();

function search(
  platform: Platform,
  from: string,
  to: string,
  seen: ReadonlySet<string>,
): readonly ModeChange[] | undefined {
  if (from === to) return [];
  if (seen.has(from)) return undefined;
  const visited = new Set([...seen, from]);
  for (const [change, next] of exits(platform, from)) {
    const rest = search(platform, next, to, visited);
    if (rest) return [change, ...rest];
  }
  return undefined;
}

/** Every command that leaves a mode, and where it leads. */
function exits(platform: Platform, from: string): readonly (readonly [ModeChange, string])[] {
  const entered = Object.entries(platform.modes).flatMap(([name, mode]) =>
    mode.enter?.mode === from ? [[mode.enter, name] as const] : [],
  );
  const leave = platform.modes[from]?.leave;
  return leave ? [...entered, [leave, leave.mode] as const] : entered;
}
