import { TabLinks } from "#components/ui/tab-links.tsx";

/** The two pages about policies. */
export function PolicyTabs({ current }: { current: "/policies" | "/policies/why" }) {
  return (
    <TabLinks
      label="Policies"
      current={current}
      items={[
        { href: "/policies", label: "All policies" },
        { href: "/policies/why", label: "Why?" },
      ]}
    />
  );
}
