import type { EXECUTORS } from '../../src/executors/index.ts';

/** Workers start from compiled code only, since they load `./worker.js`. */
const built = async (file: string): Promise<unknown> =>
  import(new URL(`../../dist/executors/${file}`, import.meta.url).href);

/** The program's executors as `npm run build` left them. */
export async function builtExecutors(): Promise<typeof EXECUTORS> {
  // The same module, compiled.
  const module = (await built('index.js')) as { readonly EXECUTORS: typeof EXECUTORS };
  return module.EXECUTORS;
}
