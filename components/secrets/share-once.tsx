"use client";
import { OneTime } from "#components/ui/one-time.tsx";

/** The client's half of the key of a value just written in split custody: now or never. */
export function ShareOnce({
  path,
  share,
  onSaved,
}: {
  path: string;
  share: string;
  onSaved: (saved: boolean) => void;
}) {
  return (
    <OneTime
      label="Client share"
      value={share}
      filename={`${path.replaceAll("/", "-")}.share.txt`}
      onSaved={onSaved}
      note="Every read of this version needs this share, from agents too. The server has not kept it: without it the value cannot be opened again."
    />
  );
}
