import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { OperationSection } from "#components/docs/operation.tsx";
import { PageHead } from "#components/docs/page-head.tsx";
import { byTag, operationsOf, slug } from "#components/docs/reference.ts";
import { loadDocument } from "../document.ts";

type Props = { params: Promise<{ tag: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [, [name]] = await load(params);
  return { title: `${name} · API reference` };
}

export default async function TagPage({ params }: Props) {
  const [document, [name, operations]] = await load(params);
  return (
    <>
      <PageHead title={name} />
      {operations.map((operation) => (
        <OperationSection key={operation.id} operation={operation} document={document} />
      ))}
    </>
  );
}

async function load(params: Props["params"]) {
  const [{ tag }, document] = await Promise.all([params, loadDocument()]);
  const group = byTag(operationsOf(document)).find(([name]) => slug(name) === tag);
  return [document, group ?? notFound()] as const;
}
