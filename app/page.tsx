import { ArrowRight } from "lucide-react";
import { cookies } from "next/headers";
import Link from "next/link";
import { personIfAny } from "#app/load.ts";
import { addressOf, type Document } from "#components/docs/reference.ts";
import { Promises } from "#components/landing/promises.tsx";
import { type Status, StatusPanel } from "#components/landing/status-panel.tsx";
import { Tour } from "#components/landing/tour.tsx";
import { SiteFooter } from "#components/site/footer.tsx";
import { SiteHeader } from "#components/site/header.tsx";
import { buttonLook } from "#components/ui/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { readTheme, THEME_COOKIE } from "#components/ui/theme.ts";
import { pageClient, readOpenApi } from "#server/session.ts";

const START = `npm start   # installs, builds and starts it
npm test    # checks all of it`;

export default async function Landing() {
  const [status, document, jar, person, isFirst] = await Promise.all([
    readStatus(),
    readOpenApi(),
    cookies(),
    personIfAny(),
    hasNobody(),
  ]);
  const address = addressOf(document as Document);
  return (
    <>
      <SiteHeader narrow signedIn={person !== null} theme={readTheme(jar.get(THEME_COOKIE)?.value)} />
      <div className="relative isolate overflow-x-clip before:absolute before:-top-48 before:left-1/2 before:-z-10 before:h-[52rem] before:w-[64rem] before:bg-[radial-gradient(closest-side,var(--glow),transparent)]">
        <main id="main" className="mx-auto max-w-6xl px-4 sm:px-6">
          <section className="grid items-center gap-x-16 gap-y-10 py-14 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] lg:py-24">
            <div className="min-w-0">
              <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">
                Secrets that agents can use, and only as you said.
              </h1>
              <p className="mt-5 max-w-[36rem] text-lg text-ink-soft">
                People put credentials into vaults; AI agents use exactly what a person granted, for as long
                as it was granted; and every use is on a record that nobody can quietly change.
              </p>
              <CodeBlock
                code={START}
                label="Two commands, in a clone"
                language="shell"
                className="mt-8 max-w-[36rem]"
              />
              <div className="mt-6 flex flex-wrap gap-2.5">
                {isFirst && (
                  <Link href="/sign-up" className={buttonLook({ variant: "solid", size: "lg" })}>
                    Create the first account <ArrowRight aria-hidden className="size-4" />
                  </Link>
                )}
                <a
                  href="#tour"
                  className={buttonLook({ variant: isFirst ? "outline" : "solid", size: "lg" })}
                >
                  Take the five-minute tour {!isFirst && <ArrowRight aria-hidden className="size-4" />}
                </a>
                <Link href="/docs" className={buttonLook({ size: "lg" })}>
                  API reference
                </Link>
              </div>
            </div>
            <StatusPanel status={status} address={address} />
          </section>
          <section aria-labelledby="promises" className="pb-20">
            <h2 id="promises" className="sr-only">
              Three promises
            </h2>
            <Promises />
          </section>
          <section aria-labelledby="tour" className="pb-24">
            <h2 id="tour" className="scroll-mt-10 text-2xl font-semibold tracking-tight">
              Five minutes, from nothing to a granted secret
            </h2>
            <p className="mt-2 mb-6 max-w-2xl text-md text-ink-soft">
              Copy the steps into one shell, or one script. They talk to this server.
            </p>
            <Tour address={address} />
          </section>
        </main>
      </div>
      <SiteFooter />
    </>
  );
}

async function hasNobody(): Promise<boolean> {
  const options = await (await pageClient()).auth.options();
  return options.data?.first ?? false;
}

async function readStatus(): Promise<Status | null> {
  const client = await pageClient();
  const [health, keys] = await Promise.all([client.health.check(), client.health.hsm()]);
  if (health.error || keys.error) return null;
  const { checks, status, version } = health.data;
  const { provider, protection_level: protection } = keys.data;
  const words = { database: checks.database, keys: checks.kms, audit: checks.audit };
  return { healthy: status === "healthy", version, provider, protection, ...words };
}
