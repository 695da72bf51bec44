// Text that a stranger may have chosen, made fit for a mail: one line, short, in quotes, and nothing that a mail
// program would turn into a link. Pure.

const LONGEST = 80;
const INVISIBLE = /[\p{C}\p{Z}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu;

/** `text` in quotes, at most 80 characters of it; dots, colons and @ that could make an address are set in brackets. */
export function quoted(text: string): string {
  return `“${defused(text)}”`;
}

/** The same without the quotes, for a line of its own. */
export function defused(text: string, longest = LONGEST): string {
  const line = text.toWellFormed().replaceAll(INVISIBLE, " ").trim();
  const characters = [...line];
  const short = characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : line;
  return short
    .replaceAll(/[“”"]/g, "'")
    .replaceAll(/[@＠]/g, "[@]")
    .replaceAll(/[:：](?=\S)/g, "[:]")
    .replaceAll(/[.。．｡](?=[^\s.])/g, "[.]");
}

/** A time as people read it, in UTC. */
export function inWords(timestamp: string): string {
  const at = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return `${at.format(new Date(timestamp))} UTC`;
}
