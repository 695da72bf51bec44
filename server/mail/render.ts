// Turns a template and its data into a mail. Pure.
import type { Mail, TemplateName, Templates } from "./templates.ts";

export function render<T extends TemplateName>(template: T, data: Templates[T]): Mail {
  const text = Object.entries(data)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join("\n");
  return { subject: template, text, html: "" };
}
