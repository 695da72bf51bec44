// How the command ends, for scripts. A code never changes its meaning once it has been used.

export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  not_signed_in: 3,
  not_allowed: 4,
  not_found: 5,
  unreachable: 6,
  limited: 7,
  conflict: 8,
  server_failed: 9,
  not_verified: 10,
  cannot_execute: 126,
  command_not_found: 127,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What each code means, in the order of the manual. */
export const EXIT_MEANINGS: readonly (readonly [code: string, meaning: string])[] = [
  ["0", "Done."],
  ["1", "It did not work, for a reason that none of the others names; also a doctor that found a mistake."],
  ["2", "The command line, a file or a value is not right; nothing was done."],
  ["3", "Not signed in: no credential, or one that has expired, was revoked or is wrong."],
  ["4", "Signed in, but not allowed to do this."],
  ["5", "There is no such vault, secret, agent, policy …, or not any more."],
  ["6", "The server cannot be reached, is not trusted (TLS), or is not a 1Claw server."],
  ["7", "Limited: too many requests, a limit of the organization, a locked account."],
  ["8", "Something stands in the way of the change: it is done already, or its state has changed."],
  ["9", "The server answered that it cannot do its work just now."],
  ["10", "`audit verify`: the log is not what was sealed."],
  ["126, 127", "`run`: the command cannot be executed; there is no such command."],
  ["128 + n", "`run`: the command was ended by signal n, where the shell does not show the signal itself."],
  ["130", "Interrupted with Ctrl-C."],
];
