// What an address asks of a page: each parameter once, as text.

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The parameters by name; of one that is given twice the first counts. */
export async function asked<Name extends string>(
  search: SearchParams,
  ...names: Name[]
): Promise<Partial<Record<Name, string>>> {
  const given = await search;
  const pairs = names.map((name) => [name, [given[name]].flat()[0]] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as Partial<
    Record<Name, string>
  >;
}
