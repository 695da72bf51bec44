// How a pattern and a path fit together, segment by segment, for eyes. Pure.
// Must never decide anything: whether they match is the verdict of lib/path-pattern.ts, and this only shows where they part.

/** One piece of the pattern with what it takes of the path; `fits` is null for what was not compared any more. */
export type TracedPiece = { pattern: string; path: string; fits: boolean | null };
export type PatternTrace = { pieces: TracedPiece[]; matches: boolean; why: string };

type State = { at: number; segment: number };

/** The pieces from the first to the last that fits, then the one that does not, then what is left of both. */
export function tracePattern(pattern: string, path: string): PatternTrace {
  const wanted = pattern.split("/");
  const given = path.split("/");
  const { came, furthest } = walk(wanted, given);
  const pieces = stepsTo(furthest, came).map(([from, to]): TracedPiece => {
    return {
      pattern: wanted[from.at] ?? "",
      path: given.slice(from.segment, to.segment).join("/"),
      fits: true,
    };
  });
  const matches = furthest.at === wanted.length && furthest.segment === given.length;
  if (matches) return { pieces: joined(pieces), matches, why: "" };
  const [asked, has] = [wanted[furthest.at], given[furthest.segment]];
  pieces.push({ pattern: asked ?? "", path: has ?? "", fits: false });
  const rest = {
    pattern: wanted.slice(furthest.at + 1).join("/"),
    path: given.slice(furthest.segment + 1).join("/"),
  };
  if (rest.pattern || rest.path) pieces.push({ ...rest, fits: null });
  return { pieces: joined(pieces), matches, why: whyNot(asked, has) };
}

function whyNot(asked: string | undefined, has: string | undefined): string {
  if (asked === undefined) return `the pattern ends where the path goes on with “${has}”`;
  if (has === undefined) return `the path ends where the pattern asks for “${asked}”`;
  return `the pattern asks for “${asked}” where the path has “${has}”`;
}

/** Every state that can be reached, with the one before it; the furthest is the one with most of the path, then most of the pattern. */
function walk(wanted: readonly string[], given: readonly string[]) {
  const key = ({ at, segment }: State) => at * (given.length + 1) + segment;
  const came = new Map<number, State | null>([[0, null]]);
  const queue: State[] = [{ at: 0, segment: 0 }];
  let furthest: State = { at: 0, segment: 0 };
  for (const state of queue) {
    if (isFurther(state, furthest, wanted.length, given.length)) furthest = state;
    for (const next of nextStates(state, wanted, given)) {
      if (came.has(key(next))) continue;
      came.set(key(next), state);
      queue.push(next);
    }
  }
  return { came: (state: State) => came.get(key(state)) ?? null, furthest };
}

function nextStates({ at, segment }: State, wanted: readonly string[], given: readonly string[]): State[] {
  const asked = wanted[at];
  const has = given[segment];
  if (asked === "**")
    return [{ at: at + 1, segment }, ...(has === undefined ? [] : [{ at, segment: segment + 1 }])];
  if (asked === undefined || has === undefined || (asked !== "*" && asked !== has)) return [];
  return [{ at: at + 1, segment: segment + 1 }];
}

function isFurther(state: State, than: State, pattern: number, path: number): boolean {
  const ends = (each: State) => Number(each.at === pattern && each.segment === path);
  return (
    ends(state) - ends(than) > 0 ||
    (ends(state) === ends(than) &&
      (state.segment > than.segment || (state.segment === than.segment && state.at > than.at)))
  );
}

function stepsTo(last: State, came: (state: State) => State | null): [State, State][] {
  const steps: [State, State][] = [];
  let to = last;
  for (let from = came(to); from !== null; from = came(to)) {
    steps.unshift([from, to]);
    to = from;
  }
  return steps;
}

/** A `**` takes its segments one after another: they become one piece. */
function joined(pieces: readonly TracedPiece[]): TracedPiece[] {
  const found: TracedPiece[] = [];
  for (const piece of pieces) {
    const before = found.at(-1);
    if (before?.pattern === "**" && piece.pattern === "**" && piece.fits) {
      before.path = [before.path, piece.path].filter(Boolean).join("/");
    } else found.push({ ...piece });
  }
  return found;
}
