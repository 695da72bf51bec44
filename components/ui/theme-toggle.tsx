"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { Button } from "./button.tsx";
import { THEMES, type Theme } from "./theme.ts";
import { useTheme } from "./use-theme.ts";

const ICONS = { system: Monitor, light: Sun, dark: Moon };
const NAMES = { system: "the system's", light: "light", dark: "dark" };

/** Goes round system, light, dark; remembered on this device. */
export function ThemeToggle({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useTheme(initial);
  const Icon = ICONS[theme];
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
  const label = `Colours: ${NAMES[theme]}. Switch to ${NAMES[next]}`;
  return (
    <Button variant="ghost" size="icon" aria-label={label} title={label} onClick={() => setTheme(next)}>
      <Icon aria-hidden className="size-4" />
    </Button>
  );
}
