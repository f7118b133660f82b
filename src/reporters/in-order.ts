import type { Result, Summary } from '../model/result.ts';
import type { Reporter, ReporterContext } from './reporter.ts';
import { isWanted, type Order, type Placed } from './wishes.ts';

/** How a reporter that shows one device after the other does it. */
type OneByOne = {
  show(result: Result): void | Promise<void>;
  /** After the last of them. */
  end?(summary: Summary): void | Promise<void>;
};

type Asked = Pick<ReporterContext, 'wishes'>;

/** A reporter that shows devices in inventory order, and holds back only those that must wait. */
export function shownInOrder({ wishes }: Asked, { show, end = () => {} }: OneByOne): Reporter {
  const queue = wishes.order ? sorted(wishes.order) : inOrder();
  const showAll = async (results: readonly Result[]) => {
    for (const next of results) if (isWanted(next, wishes)) await show(next);
  };
  return {
    result: (result, index) => showAll(queue.take({ index, result })),
    async end(summary) {
      await showAll(queue.rest());
      await end(summary);
    },
  };
}

/** A reporter that shows each device as soon as it has finished. */
export function shownAtOnce(context: Asked, oneByOne: OneByOne): Reporter {
  const { wishes } = context;
  if (wishes.order) return shownInOrder(context, oneByOne);
  const { show, end = () => {} } = oneByOne;
  return { result: (result) => (isWanted(result, wishes) ? show(result) : undefined), end };
}

/** The same for people: on a terminal devices are shown as they finish, elsewhere in inventory order. */
export function shownAsTheyCome(context: Asked & Pick<ReporterContext, 'out'>, oneByOne: OneByOne): Reporter {
  return context.out.isTerminal ? shownAtOnce(context, oneByOne) : shownInOrder(context, oneByOne);
}

/** A reporter that shows all devices at the end, in inventory order. */
export function shownAtTheEnd(
  context: Asked,
  show: (results: readonly Result[], summary: Summary) => Promise<void>,
): Reporter {
  const ready: Result[] = [];
  return shownInOrder(context, {
    show: (result) => void ready.push(result),
    end: (summary) => show(ready, summary),
  });
}

/** Puts back into order what arrives in any order, and holds back only what must wait. */
interface Ordering {
  /** Takes a result and gives those whose turn has come, in order. */
  take(placed: Placed): Result[];
  /** Gives what still waits for results that never came, in order. */
  rest(): Result[];
}

/** @returns an empty ordering that waits for index 0 first; every index may come once */
function inOrder(): Ordering {
  const waiting = new Map<number, Result>();
  let turn = 0;
  return {
    take({ index, result }) {
      waiting.set(index, result);
      const ready: Result[] = [];
      for (let next = waiting.get(turn); next !== undefined; next = waiting.get(turn)) {
        ready.push(next);
        waiting.delete(turn);
        turn += 1;
      }
      return ready;
    },
    rest() {
      const left = [...waiting].sort(([a], [b]) => a - b).map(([, result]) => result);
      waiting.clear();
      return left;
    },
  };
}

/** Nobody's turn comes before all are there. */
function sorted(order: Order): Ordering {
  const waiting: Placed[] = [];
  return {
    take(placed) {
      waiting.push(placed);
      return [];
    },
    rest: () =>
      waiting
        .splice(0)
        .sort(order)
        .map(({ result }) => result),
  };
}
