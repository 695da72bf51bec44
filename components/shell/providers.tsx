"use client";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { isServerAway, isSessionOver, whenSessionEnds } from "#components/api/client.ts";
import { ToastProvider } from "#components/ui/toast.tsx";
import { Connection, serverIsAway } from "./connection.tsx";
import { leaveForSignIn } from "./session-over.ts";

const FRESH_MS = 15_000;

/** What every page behind the sign-in stands in: queries, toasts, and word of a lost server or an ended session. */
export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(createQueries);
  useEffect(() => whenSessionEnds(leaveForSignIn), []);
  return (
    <QueryClientProvider client={queries}>
      <ToastProvider>
        <Connection />
        {children}
      </ToastProvider>
    </QueryClientProvider>
  );
}

function createQueries(): QueryClient {
  const onError = (error: unknown) => {
    if (isSessionOver(error)) leaveForSignIn();
    else if (isServerAway(error)) serverIsAway();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    // What is refused is refused; a server that is away is waited for by `Connection`.
    // Who comes back to a tab sees what was changed in another one.
    defaultOptions: {
      queries: { staleTime: FRESH_MS, retry: false, refetchOnWindowFocus: "always" },
      mutations: { retry: false },
    },
  });
}
