import { type ComponentType, createElement, type ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";
import { Button } from "./button.tsx";
import { Checkbox } from "./checkbox.tsx";
import { Combobox } from "./combobox.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { DateTimeInput } from "./date-time-input.tsx";
import { Dialog } from "./dialog.tsx";
import { Drawer } from "./drawer.tsx";
import { FileDrop } from "./file-drop.tsx";
import { Menu } from "./menu.tsx";
import { OtpInput } from "./otp-input.tsx";
import { PasswordInput } from "./password-input.tsx";
import { Popover } from "./popover.tsx";
import { Progress } from "./progress.tsx";
import { RadioCards } from "./radio-cards.tsx";
import { Select } from "./select.tsx";
import { Switch } from "./switch.tsx";
import { TagInput } from "./tag-input.tsx";
import { ToastProvider } from "./toast.tsx";
import { Tooltip } from "./tooltip.tsx";

const ignore = () => {};
const options = [{ value: "a", label: "First", title: "First", hint: "The first one" }];
const overlay = { open: true, onOpenChange: ignore, title: "A title", children: "Some words" };
const trigger = createElement(Button, null, "Open");

function html<Props extends object>(component: ComponentType<Props>, props: Props, ...children: ReactNode[]) {
  return renderToString(createElement(component, props, ...children));
}

const MARKUP: Record<string, () => string> = {
  button: () => html(Button, { pending: true }, "Save"),
  checkbox: () => html(Checkbox, { checked: true, onCheckedChange: ignore, label: "Agree" }),
  combobox: () => html(Combobox, { value: "a", onValueChange: ignore, options, label: "Agent" }),
  "date and time": () => html(DateTimeInput, { value: "2026-12-01T00:00:00Z", onChange: ignore }),
  "file drop": () => html(FileDrop, { label: "Drop", onText: ignore, maxBytes: 1 }),
  menu: () => html(Menu, { label: "Actions", trigger, items: [{ label: "Delete" }] }),
  code: () => html(OtpInput, { value: "12", onChange: ignore, length: 6, label: "Code" }),
  password: () => html(PasswordInput, {}),
  popover: () => html(Popover, { label: "Filter", trigger, children: "Any" }),
  progress: () => html(Progress, { value: 1, max: 3, label: "Import" }),
  "radio cards": () => html(RadioCards, { label: "Kind", value: "a", onValueChange: ignore, options }),
  select: () => html(Select, { value: "a", onValueChange: ignore, options, label: "Kind" }),
  switch: () => html(Switch, { checked: false, onCheckedChange: ignore, label: "Live" }),
  tags: () => html(TagInput, { value: ["a"], onChange: ignore, label: "Scopes" }),
  toasts: () => html(ToastProvider, { children: "The page" }),
  tooltip: () => html(Tooltip, { text: "Why", children: trigger }),
};

it.each(Object.entries(MARKUP))(
  "%s: what the server sends has no style that the page's policy forbids",
  (_, markup) => {
    const sent = markup();
    expect(sent).not.toBe("");
    expect(sent).not.toMatch(/\sstyle=|<style/u);
  },
);

it("an open dialog or drawer waits for the browser, whose page needs nothing of it before", () => {
  expect(html(Dialog, overlay)).toBe("");
  expect(html(Drawer, overlay)).toBe("");
  expect(html(ConfirmDialog, { ...overlay, action: "Delete", onConfirm: async () => {} })).toBe("");
});

it("a date field is sent empty, for the server does not know the reader's clock", () => {
  expect(html(DateTimeInput, { value: "2026-12-01T00:00:00Z", onChange: ignore })).toContain('value=""');
});

it("a menu's button that shows an icon alone is named by the menu's label", () => {
  const icon = createElement(Button, { size: "icon" }, createElement("svg"));
  expect(html(Menu, { label: "Actions for stripe", trigger: icon, items: [] })).toContain(
    'aria-label="Actions for stripe"',
  );
  expect(html(Menu, { label: "Actions", trigger, items: [] })).not.toContain("aria-label");
});
