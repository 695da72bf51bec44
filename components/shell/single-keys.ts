// Whether shortcuts of single keys are on. Who speaks to the computer may switch them off (WCAG 2.1.4).

const KEY = "1claw:shortcuts";

/** Puts the reader's choice on the page, where `useShortcut` looks for it. */
export function applySingleKeys(): void {
  setFlag(!areOff());
}

export function singleKeysAreOn(): boolean {
  return document.documentElement.dataset.shortcuts !== "off";
}

export function setSingleKeys(on: boolean): void {
  try {
    window.localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    // It holds for this page at least.
  }
  setFlag(on);
}

function areOff(): boolean {
  try {
    return window.localStorage.getItem(KEY) === "off";
  } catch {
    return false;
  }
}

function setFlag(on: boolean): void {
  const root = document.documentElement;
  if (on) delete root.dataset.shortcuts;
  else root.dataset.shortcuts = "off";
}
