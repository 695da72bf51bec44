"use client";
import { useQueryClient } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Agent } from "./agent-words.ts";
import { KeyOnce } from "./key-once.tsx";

/** Gives the agent a new key after it was said what that breaks; the key stays until the reader says it is saved. */
export function RotateKey({ agent, base }: { agent: Agent; base: string }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [api_key, setKey] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  const rotate = async () => {
    const answer = await api().agents.rotateKey(agent.id);
    if (answer.error) return answer.error.message;
    setSaved(false);
    setKey(answer.data.api_key);
    await queries.invalidateQueries({ queryKey: ["agents"] });
  };
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <RotateCw aria-hidden className="size-3.5" />
        Rotate key
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Give ${agent.name} a new key?`}
        action="Rotate key"
        onConfirm={rotate}
      >
        <p>
          The key that it has now stops working at once, and with it every token that was made from it. Until
          the program has the new key, whatever it asks for is refused.
        </p>
        {agent.last_active_at && (
          <p>
            It was last active <Time at={agent.last_active_at} />.
          </p>
        )}
      </ConfirmDialog>
      <Dialog
        open={api_key !== null}
        onOpenChange={(open) => !open && setKey(null)}
        title="The new key"
        dismissable={false}
        footer={
          <Button variant="solid" disabled={!saved} onClick={() => setKey(null)}>
            Done
          </Button>
        }
      >
        {api_key && <KeyOnce agent={agent} api_key={api_key} base={base} onSaved={setSaved} />}
      </Dialog>
    </>
  );
}
