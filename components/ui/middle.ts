/** Text of at most `max` characters: a longer one keeps its beginning and its end, which tell ids and paths apart. */
export function truncateMiddle(text: string, max: number): string {
  const letters = [...text];
  if (letters.length <= max) return text;
  const kept = Math.max(max - 1, 2);
  const head = Math.ceil(kept / 2);
  return `${letters.slice(0, head).join("")}…${letters.slice(letters.length - (kept - head)).join("")}`;
}
