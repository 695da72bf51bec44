// Turns a template and its data into a mail: plain text, and HTML with nothing to load, in light and dark. Pure.
import { type Mail, type Part, type TemplateName, type Templates, WORDS, type Words } from "./templates.ts";

/** The mail of a template; `public_url` names the server in the last line. */
export function render<T extends TemplateName>(template: T, data: Templates[T], public_url: string): Mail {
  const words = WORDS[template](data);
  return { subject: words.subject, text: asText(words, public_url), html: asHtml(words, public_url) };
}

function footer(public_url: string): string {
  return `Sent by the 1Claw server at ${public_url}. Links in its mails begin with this address and with no other.`;
}

function asText({ heading, parts }: Words, public_url: string): string {
  return `${[heading, ...parts.map(partAsText), `--\n${footer(public_url)}`].join("\n\n")}\n`;
}

function partAsText(part: Part): string {
  if (typeof part === "string") return part;
  if ("button" in part) return `${part.button}:\n${part.url}`;
  if ("facts" in part) return part.facts.map(([label, value]) => `${label}: ${value}`).join("\n");
  if ("list" in part) return part.list.map((item) => `- ${item}`).join("\n");
  return `${part.label}:\n${part.copy}`;
}

const FONT =
  "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.55";
const STYLE = {
  body: `margin:0;padding:0;background:#f4f4f2;color:#1c1c1a;${FONT}`,
  outer: "padding:32px 16px",
  card: "max-width:520px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #e3e3de;border-radius:12px",
  brand: "margin:0 0 24px;font-size:14px;font-weight:600;letter-spacing:.02em;color:#6b6b66",
  heading: "margin:0 0 20px;font-size:22px;line-height:1.3;font-weight:650",
  paragraph: "margin:0 0 16px",
  button:
    "display:inline-block;padding:11px 20px;border-radius:8px;background:#1c1c1a;color:#ffffff;font-weight:600;text-decoration:none",
  table: "margin:0 0 16px;border-collapse:collapse;width:100%",
  label: "padding:5px 16px 5px 0;color:#6b6b66;vertical-align:top;white-space:nowrap",
  value: "padding:5px 0;vertical-align:top;word-break:break-word;width:100%",
  copy: "margin:0 0 16px;padding:14px;border:1px solid #e3e3de;border-radius:8px;background:#f4f4f2;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:14px;word-break:break-all",
  small: "max-width:520px;margin:16px auto 0;font-size:13px;color:#6b6b66",
} as const;

// Inline styles win over a sheet, hence the !important.
const DARK = `@media (prefers-color-scheme: dark) {
  .body { background: #141413 !important; color: #ecece8 !important }
  .card { background: #1e1e1c !important; border-color: #33332f !important }
  .copy { background: #141413 !important; border-color: #33332f !important }
  .muted { color: #a3a39c !important }
  .button { background: #ecece8 !important; color: #1c1c1a !important }
}`;

function asHtml({ subject, heading, parts }: Words, public_url: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${escaped(subject)}</title>
<style>${DARK}</style>
</head>
<body class="body" style="${STYLE.body}">
<div class="body" style="${STYLE.outer}">
<div class="card" style="${STYLE.card}">
<p class="muted" style="${STYLE.brand}">1Claw</p>
<h1 style="${STYLE.heading}">${escaped(heading)}</h1>
${parts.map(partAsHtml).join("\n")}
</div>
<p class="muted" style="${STYLE.small}">${escaped(footer(public_url))}</p>
</div>
</body>
</html>
`;
}

function partAsHtml(part: Part): string {
  if (typeof part === "string") return paragraph(escaped(part));
  if ("button" in part) {
    const button = `<a class="button" href="${escaped(part.url)}" style="${STYLE.button}">${escaped(part.button)}</a>`;
    return paragraph(button) + paragraph(`<small class="muted">${escaped(part.url)}</small>`);
  }
  if ("facts" in part) {
    const rows = part.facts.map(
      ([label, value]) =>
        `<tr><td class="muted" style="${STYLE.label}">${escaped(label)}</td><td style="${STYLE.value}">${escaped(value)}</td></tr>`,
    );
    return `<table role="presentation" style="${STYLE.table}">${rows.join("")}</table>`;
  }
  if ("list" in part)
    return `<ul style="margin:0 0 16px;padding-left:20px">${part.list.map((item) => `<li>${escaped(item)}</li>`).join("")}</ul>`;
  return `${paragraph(`<span class="muted">${escaped(part.label)}</span>`)}<p class="copy" style="${STYLE.copy}">${escaped(part.copy)}</p>`;
}

function paragraph(html: string): string {
  return `<p style="${STYLE.paragraph};word-break:break-word">${html}</p>`;
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
