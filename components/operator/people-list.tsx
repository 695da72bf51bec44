"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Ellipsis, Gauge, UserMinus } from "lucide-react";
import { useDeferredValue, useEffect, useState } from "react";
import { sentenceOf } from "#components/api/client.ts";
import { SIGN_IN_WORDS } from "#components/team/sign-in-words.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { DataTableSearch } from "#components/ui/data-table-search.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { lazyDialog } from "#components/ui/lazy-dialog.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { type User, type UserPage, userPage } from "./operator-queries.ts";

const DeleteUser = lazyDialog(
  () => import("./delete-user.tsx").then((file) => file.DeleteUser),
  ({ user }) => user !== null,
);

const TYPING_MS = 250;

/** Everyone with an account; the server searches, over all pages. */
export function PeopleList({ me, asked, initial }: { me: string; asked: string; initial: UserPage }) {
  const [typed, setTyped] = useState(asked);
  const q = useSettled(typed.trim());
  const [deleting, setDeleting] = useState<User | null>(null);
  const list = useInfiniteQuery({
    queryKey: ["operator", "people", q],
    queryFn: ({ pageParam }) => userPage(q, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    ...(q === asked && { initialData: { pages: [initial], pageParams: [undefined] } }),
  });
  const rows = useDeferredValue(list.data?.pages.flatMap(({ users }) => users) ?? []);
  const total = list.data?.pages[0]?.total ?? 0;
  return (
    <Section
      title="People"
      description={`${total.toLocaleString("en")} ${total === 1 ? "account" : "accounts"}${q ? " found" : ""}.`}
    >
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <DataTableSearch
          query={typed}
          onQuery={setTyped}
          placeholder="Search people and organizations"
          found={null}
        />
      </div>
      <DataTable
        label="People"
        columns={columnsFor(me)}
        rows={rows}
        rowKey={({ id }) => id}
        actions={(user) => (
          <Menu
            label={`Actions for ${user.email}`}
            trigger={
              <Button variant="ghost" size="icon" aria-label={`Actions for ${user.email}`}>
                <Ellipsis aria-hidden className="size-4" />
              </Button>
            }
            items={[
              {
                label: "Limits of the organization",
                icon: Gauge,
                href: `/operator/limits?org=${user.org_id}`,
              },
              "separator",
              {
                label: "Delete account …",
                icon: UserMinus,
                tone: "danger",
                disabled: user.id === me,
                hint: user.id === me ? "Your own is deleted under Settings" : undefined,
                onSelect: () => setDeleting(user),
              },
            ]}
          />
        )}
        status={list.isError ? "error" : list.isPending ? "loading" : "ready"}
        error={<Alert tone="danger">{sentenceOf(list.error)}</Alert>}
        more={{
          has: list.hasNextPage,
          load: () => void list.fetchNextPage(),
          pending: list.isFetchingNextPage,
        }}
        empty={
          <EmptyState
            art="search"
            title={`Nobody matches “${q}”`}
            action={<Button onClick={() => setTyped("")}>Clear search</Button>}
          >
            Names, addresses and organizations are searched.
          </EmptyState>
        }
      />
      <DeleteUser user={deleting} onClose={() => setDeleting(null)} />
    </Section>
  );
}

/** What is typed, once the typing rests; it is also what the address says. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    if (text === settled) return;
    const timer = setTimeout(() => {
      setSettled(text);
      const { pathname } = window.location;
      window.history.replaceState(null, "", text ? `${pathname}?q=${encodeURIComponent(text)}` : pathname);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, settled]);
  return settled;
}

function columnsFor(me: string): Column<User>[] {
  return [
    {
      id: "name",
      header: "Name",
      primary: true,
      cell: ({ id, display_name, email, is_operator }) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {display_name || email}
          {id === me && <Badge>You</Badge>}
          {is_operator && <Badge tone="accent">Operator</Badge>}
        </span>
      ),
    },
    {
      id: "email",
      header: "E-mail",
      bare: true,
      cell: ({ email }) => <span className="wrap-anywhere">{email}</span>,
    },
    {
      id: "org",
      header: "Organization",
      cell: ({ org_name, role }) => (
        <>
          {org_name} <span className="text-ink-faint">({role})</span>
        </>
      ),
    },
    {
      id: "method",
      header: "Signs in with",
      hideBelow: "lg",
      cell: ({ auth_method }) => SIGN_IN_WORDS[auth_method] ?? auth_method,
    },
    {
      id: "created",
      header: "Since",
      align: "end",
      hideBelow: "sm",
      cell: ({ created_at }) => <Time at={created_at} mode="date" />,
    },
  ];
}
