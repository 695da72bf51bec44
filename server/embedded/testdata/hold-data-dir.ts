// A server reduced to its data directory: opens the folder named on the command line and holds it until it is killed.
// Prints one line of JSON: the Postgres it runs on, or why it was refused; and a second one when the folder is lost.
import { openDataDir } from "#server/embedded/data-dir.ts";
import { DataDirInUse } from "#server/embedded/lock.ts";

try {
  const { postgres, lock } = await openDataDir({ dataDir: process.argv[2] ?? "" });
  console.log(JSON.stringify({ pid: process.pid, postgres }));
  lock.onLost(({ holderPid }) => console.log(JSON.stringify({ pid: process.pid, lostTo: holderPid })));
  setInterval(() => {}, 60_000);
} catch (error) {
  if (!(error instanceof DataDirInUse)) throw error;
  console.log(JSON.stringify({ pid: process.pid, refused: error.message, holder: error.holderPid }));
}
