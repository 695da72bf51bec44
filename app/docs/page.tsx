import type { Metadata } from "next";
import Link from "next/link";
import { Basics } from "#components/docs/basics.tsx";
import { OperationTable } from "#components/docs/operation-table.tsx";
import { PageHead } from "#components/docs/page-head.tsx";
import { addressOf, byTag, operationsOf, slug } from "#components/docs/reference.ts";
import { loadDocument } from "./document.ts";

export const metadata: Metadata = { title: "API reference" };

export default async function DocsOverview() {
  const document = await loadDocument();
  const operations = operationsOf(document);
  return (
    <>
      <PageHead title="API reference">
        <p>
          {operations.length} operations, made from the same declarations that answer the requests. Machines
          read{" "}
          <a href="/openapi.json" className="text-accent underline underline-offset-4">
            openapi.json
          </a>
          .
        </p>
      </PageHead>
      <Basics address={addressOf(document)} />
      <div className="flex flex-col gap-9">
        {byTag(operations).map(([tag, list]) => (
          <section key={tag} aria-labelledby={`tag-${slug(tag)}`}>
            <h2 id={`tag-${slug(tag)}`} className="mb-2.5 text-lg font-semibold tracking-tight">
              <Link href={`/docs/${slug(tag)}`} prefetch={false} className="hover:text-accent">
                {tag}
              </Link>
            </h2>
            <OperationTable label={`Operations of ${tag}`} operations={list} />
          </section>
        ))}
      </div>
    </>
  );
}
