// How text that was typed or pasted becomes the entries of a list.

/** The entries of `text`, split at commas, semicolons, spaces and line ends; without empty ones and repetitions. */
export function splitTags(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/u).filter(Boolean))];
}

/** `list` with the entries of `text` at its end; those that it has already stay where they are. */
export function addTags(list: readonly string[], text: string): string[] {
  return [...new Set([...list, ...splitTags(text)])];
}
