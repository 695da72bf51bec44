"use client";
import { useMemo } from "react";
import { Combobox } from "#components/ui/combobox.tsx";
import { type Directory, principalKey } from "./directory.ts";

type Props = {
  directory: Directory;
  /** As `principalKey` makes it. */
  value: string | null | undefined;
  onValueChange: (value: string | null) => void;
  id?: string;
  label?: string;
  placeholder?: string;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
};

/** An agent or a person of the organization, found by typing. */
export function PrincipalPicker({ directory, placeholder, ...rest }: Props) {
  const options = useMemo(
    () => [
      ...directory.agents.map(({ id, name, is_active }) => ({
        value: principalKey("agent", id),
        label: name,
        hint: is_active ? undefined : "Inactive",
        group: "Agents",
      })),
      ...directory.people.map(({ id, name, email }) => ({
        value: principalKey("user", id),
        label: name,
        hint: email,
        group: "People",
      })),
    ],
    [directory],
  );
  return (
    <Combobox
      {...rest}
      options={options}
      placeholder={placeholder ?? "Agent or person"}
      emptyText="Nobody with that name"
    />
  );
}
