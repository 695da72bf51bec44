import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ErrorView } from "#components/docs/error-view.tsx";
import { operationsOf } from "#components/docs/reference.ts";
import { errorEntry } from "#lib/errors.ts";
import { loadDocument } from "../../document.ts";

type Props = { params: Promise<{ code: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${(await params).code} · Errors` };
}

export default async function ErrorPage({ params }: Props) {
  const { code } = await params;
  const entry = errorEntry(code) ?? notFound();
  const where = operationsOf(await loadDocument()).filter((operation) =>
    operation.replies.some((reply) => reply.codes.includes(code)),
  );
  return (
    <>
      <Link
        href="/docs/errors"
        className="mb-6 inline-block text-sm text-ink-soft underline-offset-4 hover:underline"
      >
        ← All errors
      </Link>
      <ErrorView code={code} entry={entry} where={where} />
    </>
  );
}
