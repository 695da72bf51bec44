// A program by the name it gave of itself, in words for people. Pure; a name proves nothing.

const BROWSERS: [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\/(\d+)/u, "Edge"],
  [/\bOPR\/(\d+)/u, "Opera"],
  [/\bFirefox\/(\d+)|\bFxiOS\/(\d+)/u, "Firefox"],
  [/\bHeadlessChrome\/(\d+)/u, "Headless Chrome"],
  [/\b(?:Chrome|CriOS)\/(\d+)/u, "Chrome"],
  [/\bVersion\/(\d+)[\d.]* .*Safari\//u, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/\biPhone\b/u, "iPhone"],
  [/\biPad\b/u, "iPad"],
  [/\bAndroid\b/u, "Android"],
  [/\bWindows\b/u, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/u, "macOS"],
  [/\bCrOS\b/u, "ChromeOS"],
  [/\bLinux\b/u, "Linux"],
];
const TOOLS = /^([\w@./-]+?)\/v?(\d[\w.-]*)/u;

/** "Firefox 142 on Linux", "curl 8.5.0", or "Unknown program". */
export function programWords(user_agent: string | null | undefined): string {
  const text = user_agent?.trim() ?? "";
  for (const [pattern, name] of BROWSERS) {
    const found = pattern.exec(text);
    if (!found) continue;
    const version = found.slice(1).find(Boolean);
    const system = SYSTEMS.find(([each]) => each.test(text))?.[1];
    return `${name} ${version}${system ? ` on ${system}` : ""}`;
  }
  const [, name, version] = TOOLS.exec(text) ?? [];
  if (name === "node" || text === "node") return version ? `Node.js ${version}` : "Node.js";
  if (name && name !== "Mozilla") return `${name} ${version}`;
  return text === "" ? "Unknown program" : text.slice(0, 60);
}
