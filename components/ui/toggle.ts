import { type ReactNode, useId } from "react";

export type ToggleProps = {
  id?: string;
  name?: string;
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
};

/** The ids that tie what is toggled to its label and its hint. */
export function useToggleIds({ id, hint, "aria-describedby": also }: ToggleProps) {
  const own = useId();
  const field = id ?? own;
  const about = `${field}-about`;
  return { field, about, described: [also, hint && about].filter(Boolean).join(" ") || undefined };
}
