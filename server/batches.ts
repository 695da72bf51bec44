// Group work: what concurrent requests ask for at the same time goes out as one statement.
// It must never answer from a statement that began before the question was asked.

type Waiting<In, Out> = { item: In; resolve: (out: Out) => void; reject: (error: unknown) => void };

export type BatchOptions = {
  /** Items in one run. */
  max_batch: number;
  /** Runs under way at the same time: with two, one fills while the other is at work. */
  max_in_flight: number;
};

/**
 * A function that collects the items of one turn of the event loop, and of the time all runs are busy, and hands
 * them to `run` together; `run` answers in the order of the items, and its error is everybody's.
 */
export function inBatches<In, Out>(
  run: (items: In[]) => Promise<readonly Out[]>,
  { max_batch, max_in_flight }: BatchOptions,
): { add(item: In): Promise<Out>; readonly waiting: number } {
  const waiting: Waiting<In, Out>[] = [];
  let inFlight = 0;
  let scheduled = false;

  function schedule(): void {
    if (scheduled || waiting.length === 0 || inFlight >= max_in_flight) return;
    scheduled = true;
    // The rest of this turn's requests still join.
    setImmediate(() => {
      scheduled = false;
      while (waiting.length > 0 && inFlight < max_in_flight) void flush();
    });
  }

  async function flush(): Promise<void> {
    const batch = waiting.splice(0, max_batch);
    inFlight++;
    try {
      const answers = await run(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, i) => {
        resolve(answers[i] as Out);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      inFlight--;
      schedule();
    }
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        schedule();
      }),
    get waiting() {
      return waiting.length;
    },
  };
}
