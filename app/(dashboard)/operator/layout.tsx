import type { ReactNode } from "react";
import { currentPerson } from "#app/load.ts";
import { OperatorFrame } from "#components/operator/operator-frame.tsx";
import { OperatorRefused } from "#components/operator/operator-refused.tsx";
import { pageClient } from "#server/session.ts";

export default async function OperatorLayout({ children }: { children: ReactNode }) {
  const { is_operator } = await currentPerson();
  if (is_operator) return <OperatorFrame>{children}</OperatorFrame>;
  const { error } = await (await pageClient()).admin.listSettings();
  return <OperatorRefused reason={error?.message ?? ""} />;
}
