// Between instants (ISO 8601, UTC) and what a datetime-local field holds (the reader's clock, to the minute).

/** The field's text for an instant, in this machine's time zone; "" for none or for what is no instant. */
export function toLocalField(iso: string | null): string {
  const at = new Date(iso ?? Number.NaN);
  if (Number.isNaN(at.getTime())) return "";
  const two = (number: number) => String(number).padStart(2, "0");
  const year = String(at.getFullYear()).padStart(4, "0");
  return `${year}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The instant a field's text means in this machine's time zone; null for an empty or impossible one. */
export function fromLocalField(text: string): string | null {
  if (!/^\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}/u.test(text)) return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
