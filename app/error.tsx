"use client";
import { Notice } from "#components/site/notice.tsx";
import { Button } from "#components/ui/button.tsx";

export default function PageFailed({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Notice code={error.digest ? `Error ${error.digest}` : "Error"} title="This page could not be shown">
      <p>
        Something failed on the server while the page was made. Nothing was changed. Try again; if it stays,
        the server's log has the reason under the number above.
      </p>
      <Button variant="solid" onClick={reset}>
        Try again
      </Button>
    </Notice>
  );
}
