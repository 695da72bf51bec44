"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { FormProblem } from "#components/ui/form-problem.tsx";
import { EnrolmentOutcome } from "./enrolment-outcome.tsx";
import { EnrolmentPanel } from "./enrolment-panel.tsx";
import type { Enrolment } from "./enrolment-status.tsx";
import { useDecision } from "./use-decision.ts";

/** One request out of the list. While a key that is shown once is not saved, it stays open. */
export function EnrolmentDrawer({ enrolment, onClose }: { enrolment: Enrolment; onClose: () => void }) {
  const queries = useQueryClient();
  const { pending, problem, outcome, approve, deny } = useDecision({ enrolment_id: enrolment.id });
  const [saved, setSaved] = useState(false);
  const shows_key = outcome?.is === "approved" && outcome.api_key !== null;
  const close = () => {
    if (pending || (shows_key && !saved)) return;
    if (outcome) void queries.invalidateQueries({ queryKey: ["enrolments"] });
    onClose();
  };
  const open = enrolment.status === "pending";
  return (
    <Drawer
      open
      onOpenChange={(next) => !next && close()}
      title={enrolment.name}
      subtitle={open ? "Approve it only if you started it yourself." : undefined}
      label={`Request of ${enrolment.name}`}
      footer={
        outcome ? (
          <Button variant="solid" disabled={shows_key && !saved} onClick={close}>
            Done
          </Button>
        ) : (
          open && (
            <>
              <Button pending={pending === "deny"} onClick={() => void deny()}>
                Deny
              </Button>
              <Button variant="solid" pending={pending === "approve"} onClick={() => void approve()}>
                Approve
              </Button>
            </>
          )
        )
      }
    >
      {outcome ? (
        <EnrolmentOutcome outcome={outcome} onSaved={setSaved} />
      ) : (
        <div className="grid gap-4">
          <FormProblem text={problem} />
          <EnrolmentPanel enrolment={enrolment} />
        </div>
      )}
    </Drawer>
  );
}
