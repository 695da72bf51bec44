import { describe, expect, it } from "vitest";
import { inBatches } from "#server/batches.ts";

/** A run that the test ends by hand, and what each run was given. */
function controlled(max_in_flight: number, max_batch = 64) {
  const runs: { items: string[]; end: (answers?: string[]) => void; fail: (error: Error) => void }[] = [];
  const batches = inBatches(
    (items: string[]) =>
      new Promise<string[]>((resolve, reject) => {
        const end = (answers = items.map((item) => item.toUpperCase())) => resolve(answers);
        runs.push({ items, end, fail: reject });
      }),
    { max_batch, max_in_flight },
  );
  return { runs, batches };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("group work", () => {
  it("puts what is asked in one turn into one run and gives each asker its own answer", async () => {
    const { runs, batches } = controlled(2);
    const answers = Promise.all(["a", "b", "c"].map((item) => batches.add(item)));
    await turn();
    expect(runs.map(({ items }) => items)).toEqual([["a", "b", "c"]]);
    runs[0]?.end();
    expect(await answers).toEqual(["A", "B", "C"]);
  });

  it("never answers a question from a run that began before it was asked", async () => {
    const { runs, batches } = controlled(1);
    const early = batches.add("early");
    await turn();
    const late = batches.add("late");
    await turn();
    expect(runs).toHaveLength(1);
    runs[0]?.end();
    expect(await early).toBe("EARLY");
    await turn();
    expect(runs[1]?.items).toEqual(["late"]);
    runs[1]?.end();
    expect(await late).toBe("LATE");
  });

  it("keeps to its number of runs and of items, and leaves nobody waiting for ever", async () => {
    const { runs, batches } = controlled(2, 2);
    const answers = Promise.all(["a", "b", "c", "d", "e"].map((item) => batches.add(item)));
    await turn();
    expect(runs.map(({ items }) => items)).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
    expect(batches.waiting).toBe(1);
    runs[1]?.end();
    await turn();
    await turn();
    expect(runs[2]?.items).toEqual(["e"]);
    runs[0]?.end();
    runs[2]?.end();
    expect(await answers).toEqual(["A", "B", "C", "D", "E"]);
  });

  it("tells an error to those of the failed run and goes on with the others", async () => {
    const { runs, batches } = controlled(1);
    const failed = ["a", "b"].map((item) => batches.add(item));
    await turn();
    const next = batches.add("c");
    runs[0]?.fail(new Error("the database is away"));
    for (const answer of failed) await expect(answer).rejects.toThrow("the database is away");
    await turn();
    runs[1]?.end();
    expect(await next).toBe("C");
  });
});
