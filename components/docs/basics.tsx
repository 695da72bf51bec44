import Link from "next/link";
import type { ReactNode } from "react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Prose } from "./prose.tsx";

const PROBLEM = `HTTP/1.1 403 Forbidden
content-type: application/problem+json

{
  "type": "/docs/errors/path_not_granted",
  "title": "Access denied",
  "status": 403,
  "detail": "No policy gives this agent read access to this path.",
  "request_id": "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b0"
}`;

/** What holds for every operation. */
export function Basics({ address }: { address: string }) {
  return (
    <div className="mb-12 grid gap-x-10 gap-y-8 xl:grid-cols-2">
      <Basic
        id="address"
        title="Address"
        text={`Every path begins with \`/v1\`, and is also reachable under \`/api/v1\`. Bodies and answers are JSON with names in snake_case, times are ISO 8601 in UTC.`}
      >
        <CodeBlock code={`${address}/v1`} label="Base address" />
      </Basic>
      <Basic
        id="credentials"
        title="Credentials"
        text="People sign in for a short-lived token; agents exchange their key (`ocv_…`) for one; a personal API key (`1ck_…`) is sent as it is."
      >
        <CodeBlock
          code={`curl "${address}/v1/vaults" \\\n  -H "Authorization: Bearer $TOKEN"`}
          label="An authenticated request"
          language="shell"
        />
      </Basic>
      <Basic
        id="problems"
        title="Errors"
        text="Errors are problem details (RFC 9457). The last part of `type` is a code that never changes; `detail` says what to do."
        link={<Link href="/docs/errors">All error codes</Link>}
      >
        <CodeBlock code={PROBLEM} label="A problem" language="json" copyable={false} />
      </Basic>
      <Basic
        id="lists"
        title="Lists and limits"
        text={
          'Long lists come in pages: follow the `Link` header with `rel="next"` until there is none (RFC 8288). After a 429 or 503 wait as many seconds as `Retry-After` says.'
        }
      >
        <CodeBlock
          code={`link: </v1/vaults?cursor=eyJ2…&limit=100>; rel="next"\nretry-after: 2`}
          label="Headers to follow"
          copyable={false}
        />
      </Basic>
    </div>
  );
}

function Basic(props: { id: string; title: string; text: string; link?: ReactNode; children: ReactNode }) {
  return (
    <section aria-labelledby={props.id} className="flex min-w-0 flex-col">
      <h2 id={props.id} className="text-md font-medium">
        {props.title}
      </h2>
      <p className="mt-1 mb-3 text-ink-soft">
        <Prose text={props.text} />{" "}
        {props.link && (
          <span className="[&_a]:text-accent [&_a]:underline [&_a]:underline-offset-4">{props.link}.</span>
        )}
      </p>
      {props.children}
    </section>
  );
}
