"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { type Directory, readDirectory } from "./directory.ts";

const NOBODY: Directory = { agents: [], people: [], vaults: [] };

/** The names, from the page that was loaded or asked for when first needed. */
export function useDirectory(initial?: Directory): Directory {
  const { data } = useQuery({
    queryKey: ["policies", "directory"],
    queryFn: () => readDirectory(api()),
    initialData: initial,
  });
  return data ?? NOBODY;
}
