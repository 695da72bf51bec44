// Which options of a list match what was typed, and in which order they stand.

export type ComboboxOption = { value: string; label: string; hint?: string; group?: string };

/** The options that contain every word of `text` in label, hint or value; the members of a group stay together. */
export function matching(options: readonly ComboboxOption[], text: string): ComboboxOption[] {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  const found = options.filter((option) => {
    const hay = `${option.label} ${option.hint ?? ""} ${option.value}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  });
  return [...Map.groupBy(found, (option) => option.group ?? "").values()].flat();
}
