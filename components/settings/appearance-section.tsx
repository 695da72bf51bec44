"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { Card } from "#components/ui/card.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { Section } from "#components/ui/section.tsx";
import { shortcutsCookie } from "#components/ui/shortcut-choice.ts";
import { Switch } from "#components/ui/switch.tsx";
import { readTheme, type Theme } from "#components/ui/theme.ts";
import { useTheme } from "#components/ui/use-theme.ts";

/** How the pages look and which keys they take, on this device. */
export function AppearanceSection({ theme: initial, hasShortcuts }: { theme: Theme; hasShortcuts: boolean }) {
  const [theme, setTheme] = useTheme(initial);
  const [shortcuts, setShortcuts] = useState(hasShortcuts);
  const switchShortcuts = (on: boolean) => {
    setShortcuts(on);
    // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is not in every browser yet
    document.cookie = shortcutsCookie(on);
    const { dataset } = document.documentElement;
    if (on) delete dataset.shortcuts;
    else dataset.shortcuts = "off";
  };
  return (
    <Section title="Appearance" description="Remembered in this browser alone.">
      <Card className="grid gap-5 p-4">
        <RadioCards
          label="Colours"
          columns={3}
          value={theme}
          onValueChange={(value) => setTheme(readTheme(value))}
          options={[
            { value: "system", title: "System", icon: Monitor },
            { value: "light", title: "Light", icon: Sun },
            { value: "dark", title: "Dark", icon: Moon },
          ]}
        />
        <Switch
          checked={shortcuts}
          onCheckedChange={switchShortcuts}
          label="Single-key shortcuts"
          hint="Keys such as / and ?. Switch them off when you speak to your computer, or press keys by accident."
        />
      </Card>
    </Section>
  );
}
