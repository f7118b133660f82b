import type { Result, Summary } from '../model/result.ts';
import type { Reporter } from './reporter.ts';

/** How a reporter that shows one device after the other does it. */
type OneByOne = {
  show(result: Result): void | Promise<void>;
  /** After the last of them. */
  end?(summary: Summary): void | Promise<void>;
};

/** A reporter that shows devices in inventory order, and holds back only those that must wait. */
export function shownInOrder({ show, end = () => {} }: OneByOne): Reporter {
  const queue = inOrder<Result>();
  return {
    async result(result, index) {
      for (const next of queue.take(index, result)) await show(next);
    },
    async end(summary) {
      for (const next of queue.rest()) await show(next);
      await end(summary);
    },
  };
}

/** The same for people: on a terminal each device is shown as soon as it has finished. */
export function shownAsTheyCome(
  { isTerminal }: { readonly isTerminal: boolean },
  { show, end = () => {} }: OneByOne,
): Reporter {
  return isTerminal ? { result: show, end } : shownInOrder({ show, end });
}

/** A reporter that shows all devices at the end, in inventory order. */
export function shownAtTheEnd(
  show: (results: readonly Result[], summary: Summary) => Promise<void>,
): Reporter {
  const queue = inOrder<Result>();
  const ready: Result[] = [];
  return {
    result(result, index) {
      for (const next of queue.take(index, result)) ready.push(next);
    },
    end: (summary) => show([...ready, ...queue.rest()], summary),
  };
}

/** Puts back into order what arrives in any order, and holds back only what must wait. */
interface Ordering<Item> {
  /** Takes an item and gives those whose turn has come, in order. */
  take(index: number, item: Item): Item[];
  /** Gives what still waits for items that never came, in order. */
  rest(): Item[];
}

/** @returns an empty ordering that waits for index 0 first; every index may come once */
function inOrder<Item>(): Ordering<Item> {
  const waiting = new Map<number, Item>();
  let turn = 0;
  return {
    take(index, item) {
      waiting.set(index, item);
      const ready: Item[] = [];
      for (let next = waiting.get(turn); next !== undefined; next = waiting.get(turn)) {
        ready.push(next);
        waiting.delete(turn);
        turn += 1;
      }
      return ready;
    },
    rest() {
      const left = [...waiting].sort(([a], [b]) => a - b).map(([, item]) => item);
      waiting.clear();
      return left;
    },
  };
}
