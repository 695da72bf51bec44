"use client";
import { Toast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect } from "react";
import { buttonLook } from "./button.tsx";
import type { QueuedToast } from "./toast.tsx";

const SHOWN_MS = 5_000;
/** Long enough to read, decide and reach the button. */
const WITH_BUTTON_MS = 10_000;

/** Where the toasts stand; takes those that wait in `queue`. */
export function ToastViewport({
  queue,
  onTaken,
}: {
  queue: readonly QueuedToast[];
  onTaken: (ids: readonly string[]) => void;
}) {
  return (
    <Toast.Provider limit={3}>
      <Intake queue={queue} onTaken={onTaken} />
      <Toast.Portal>
        <Toast.Viewport
          aria-label="Messages"
          className="pointer-events-none fixed inset-x-4 bottom-4 z-60 flex flex-col items-stretch gap-2 outline-none sm:right-6 sm:bottom-6 sm:left-auto sm:w-90"
        >
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Intake({
  queue,
  onTaken,
}: {
  queue: readonly QueuedToast[];
  onTaken: (ids: readonly string[]) => void;
}) {
  const { add, close } = Toast.useToastManager();
  useEffect(() => {
    if (queue.length === 0) return;
    for (const toast of queue) add(describe(toast, () => close(toast.id)));
    onTaken(queue.map((toast) => toast.id));
  }, [queue, onTaken, add, close]);
  return null;
}

function describe(
  { id, title, description, tone = "neutral", undo, action }: QueuedToast,
  close: () => void,
) {
  const button = undo
    ? { label: "Undo", run: () => void undo() }
    : action && { label: action.label, run: () => action.onSelect() };
  return {
    id,
    title,
    description,
    type: tone,
    priority: tone === "danger" ? ("high" as const) : ("low" as const),
    timeout: button || tone === "danger" ? WITH_BUTTON_MS : SHOWN_MS,
    actionProps: button && {
      children: button.label,
      onClick: () => {
        close();
        button.run();
      },
    },
  };
}

function Toasts() {
  const { toasts } = Toast.useToastManager();
  return [...toasts].reverse().map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      swipeDirection={["right", "down"]}
      className="toast pointer-events-auto rounded-lg border bg-surface text-ink shadow-pop select-none data-limited:hidden"
    >
      <Toast.Content className="flex items-start gap-2.5 p-3">
        {toast.type === "ok" && <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />}
        {toast.type === "danger" && (
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
        )}
        <div className="min-w-0 flex-1 self-center">
          <Toast.Title render={<p />} className="text-sm font-medium break-words" />
          <Toast.Description className="mt-0.5 text-xs break-words text-ink-soft" />
        </div>
        {toast.actionProps && <Toast.Action className={buttonLook({ size: "sm" })} />}
        <Toast.Close
          aria-label="Dismiss"
          title="Dismiss"
          className="-my-0.5 -mr-1 grid size-7 shrink-0 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
