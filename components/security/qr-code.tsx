"use client";
import { useEffect, useState } from "react";
import { Skeleton } from "#components/ui/skeleton.tsx";

/** A text as a QR code, dark on light in both themes. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [drawn, setDrawn] = useState<{ size: number; path: string } | null>(null);
  useEffect(() => {
    let current = true;
    void import("qrcode").then(({ create }) => {
      const { size, data } = create(text, { errorCorrectionLevel: "M" }).modules;
      if (current) setDrawn({ size, path: pathOf(size, data) });
    });
    return () => {
      current = false;
    };
  }, [text]);
  if (!drawn) return <Skeleton className="size-44 rounded-lg" />;
  const quiet = 3;
  const side = drawn.size + 2 * quiet;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-quiet} ${-quiet} ${side} ${side}`}
      shapeRendering="crispEdges"
      className="size-44 shrink-0 rounded-lg border bg-paper text-print"
    >
      <path d={drawn.path} fill="currentColor" />
    </svg>
  );
}

/** Each row's dark modules as rectangles, neighbours in one. */
function pathOf(size: number, data: ArrayLike<number>): string {
  let path = "";
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!data[y * size + x]) continue;
      const start = x;
      while (x + 1 < size && data[y * size + x + 1]) x++;
      path += `M${start} ${y}h${x - start + 1}v1h-${x - start + 1}z`;
    }
  }
  return path;
}
