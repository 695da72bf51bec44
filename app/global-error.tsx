"use client";
import { Notice } from "#components/site/notice.tsx";
import { Button } from "#components/ui/button.tsx";
import "./globals.css";

/** For failures of the root layout itself, which brings its own document. */
export default function EverythingFailed({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>This page could not be shown · 1Claw</title>
        <Notice code="Error" title="This page could not be shown">
          <p>Something failed on the server while the page was made. Nothing was changed.</p>
          <Button variant="solid" onClick={reset}>
            Try again
          </Button>
        </Notice>
      </body>
    </html>
  );
}
