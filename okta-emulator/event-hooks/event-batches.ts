export interface Batching {
  /** How long the first item waits for company, in milliseconds. */
  windowMs: number;
  maxSize: number;
}

/** @returns what takes the items; they are handed on together when the window is over or the batch is full. */
export function createBatches<Item>(
  { windowMs, maxSize }: Batching,
  handOn: (items: Item[]) => void,
): (item: Item) => void {
  let items: Item[] = [];
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    const full = items;
    items = [];
    handOn(full);
  }
  return (item) => {
    if (items.push(item) === 1) timer = setTimeout(flush, windowMs).unref();
    if (items.length >= maxSize) flush();
  };
}
