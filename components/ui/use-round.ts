import { useState } from "react";

/** A number that is another one for each opening: as a key it lets what a dialog holds begin anew. */
export function useRound(open: boolean): number {
  const [state, setState] = useState({ open, round: 0 });
  if (state.open !== open) setState({ open, round: open ? state.round + 1 : state.round });
  return state.round;
}
