/** Puts back into order what arrives in any order, and holds back only what must wait. */
export interface Ordering<Item> {
  /** Takes an item and gives those whose turn has come, in order. */
  take(index: number, item: Item): Item[];
  /** Gives what still waits for items that never came, in order. */
  rest(): Item[];
}

/** @returns an empty ordering that waits for index 0 first; every index may come once */
export function inOrder<Item>(): Ordering<Item> {
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
