"use client";
import clsx from "clsx";
import { Check, ChevronsUpDown } from "lucide-react";
import { Fragment, type KeyboardEvent, useCallback, useId, useRef, useState } from "react";
import { type ComboboxOption, matching } from "./combobox-options.ts";
import { Input } from "./input.tsx";
import { keepPlaced } from "./place.ts";

type Props = {
  id?: string;
  name?: string;
  value: string | null | undefined;
  onValueChange: (value: string | null) => void;
  options: readonly ComboboxOption[];
  placeholder?: string;
  /** The name for screen readers where no visible label refers to `id`. */
  label?: string;
  emptyText?: string;
  /** For options that come from the server: called with what is typed, and the options are shown as they are. */
  onInput?: (text: string) => void;
  disabled?: boolean;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
};

/** One of many, found by typing. What is typed is only a search: the value changes by choosing, or by emptying the field. */
export function Combobox({ id, value, onValueChange, options, emptyText, onInput, label, ...rest }: Props) {
  const own = useId();
  const field = id ?? own;
  const list = `${field}-list`;
  const input = useRef<HTMLInputElement>(null);
  // Null: closed, and the field shows the chosen one.
  const [text, setText] = useState<string | null>(null);
  const [typing, setTyping] = useState(false);
  const [active, setActive] = useState(0);
  const chosen = options.find((option) => option.value === value);
  const open = text !== null;
  const found = matching(options, typing && !onInput ? (text ?? "") : "");
  const show = () => {
    if (open || rest.disabled) return;
    setText(chosen?.label ?? value ?? "");
    setTyping(false);
    setActive(
      Math.max(
        0,
        matching(options, "").findIndex((option) => option.value === value),
      ),
    );
  };
  const close = () => {
    setText(null);
    setTyping(false);
  };
  const choose = (option: ComboboxOption | undefined) => {
    if (option) onValueChange(option.value);
    close();
  };
  const type = (typed: string) => {
    setText(typed);
    setTyping(true);
    setActive(0);
    onInput?.(typed);
    if (typed === "" && value) onValueChange(null);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const last = found.length - 1;
    if (!open) {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      return show();
    }
    if (event.key === "ArrowDown") setActive(active >= last ? 0 : active + 1);
    else if (event.key === "ArrowUp") setActive(active <= 0 ? last : active - 1);
    else if (event.key === "Enter") choose(found[active]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    // Esc closes the list and not the dialog around it.
    event.stopPropagation();
  };
  return (
    <span className="relative block">
      <Input
        {...rest}
        ref={input}
        id={field}
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={open ? list : undefined}
        aria-autocomplete="list"
        aria-activedescendant={open && found[active] ? `${list}-${active}` : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={text ?? chosen?.label ?? value ?? ""}
        onClick={show}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={close}
        onChange={(event) => type(event.target.value)}
        onKeyDown={press}
        className="pr-8"
      />
      <ChevronsUpDown
        aria-hidden
        className="pointer-events-none absolute inset-y-0 right-2 my-auto size-3.5 text-ink-faint"
      />
      {open && (
        <Options
          id={list}
          label={label ?? "Options"}
          anchor={input.current}
          options={found}
          active={active}
          value={value ?? null}
          emptyText={emptyText ?? "Nothing found"}
          onActive={setActive}
          onChoose={choose}
        />
      )}
      <span role="status" className="sr-only">
        {open && typing && (found.length === 0 ? (emptyText ?? "Nothing found") : `${found.length} found`)}
      </span>
    </span>
  );
}

function Options({
  id,
  label,
  anchor,
  options,
  active,
  value,
  emptyText,
  onActive,
  onChoose,
}: {
  id: string;
  label: string;
  anchor: Element | null;
  options: readonly ComboboxOption[];
  active: number;
  value: string | null;
  emptyText: string;
  onActive: (index: number) => void;
  onChoose: (option: ComboboxOption) => void;
}) {
  const show = useCallback(
    (popup: HTMLDivElement | null) => {
      if (!popup || !anchor) return;
      popup.showPopover();
      return keepPlaced(popup, anchor, { matchWidth: true });
    },
    [anchor],
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press on the list must not take the focus from the field
    <div
      ref={show}
      popover="manual"
      id={id}
      {...(options.length > 0 && { role: "listbox", "aria-label": label })}
      onMouseDown={(event) => event.preventDefault()}
      className="fixed m-0 max-h-72 overflow-y-auto rounded-lg border bg-surface p-1 text-sm text-ink shadow-pop"
    >
      {options.length === 0 && <p className="px-2 py-1.5 text-ink-faint">{emptyText}</p>}
      {options.map((option, index) => (
        <Fragment key={option.value}>
          {option.group && option.group !== options[index - 1]?.group && (
            <div role="presentation" className="px-2 pt-2 pb-1 text-2xs font-medium text-ink-faint">
              {option.group}
            </div>
          )}
          <Option
            id={`${id}-${index}`}
            option={option}
            active={index === active}
            selected={option.value === value}
            onActive={() => onActive(index)}
            onChoose={() => onChoose(option)}
          />
        </Fragment>
      ))}
    </div>
  );
}

function Option({
  id,
  option,
  active,
  selected,
  onActive,
  onChoose,
}: {
  id: string;
  option: ComboboxOption;
  active: boolean;
  selected: boolean;
  onActive: () => void;
  onChoose: () => void;
}) {
  const follow = useCallback(
    (element: HTMLDivElement | null) => {
      if (active) element?.scrollIntoView({ block: "nearest" });
    },
    [active],
  );
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the field, which refers to the active option
    // biome-ignore lint/a11y/useFocusableInteractive: the same
    <div
      ref={follow}
      id={id}
      role="option"
      aria-selected={selected}
      onPointerMove={onActive}
      onClick={onChoose}
      className={clsx(
        "flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1",
        active && "bg-hover",
      )}
    >
      <span className="min-w-0 flex-1">
        <span className="block truncate">{option.label}</span>
        {option.hint && <span className="block truncate text-xs text-ink-faint">{option.hint}</span>}
      </span>
      {selected && <Check aria-hidden className="size-3.5 shrink-0 text-accent" />}
    </div>
  );
}
