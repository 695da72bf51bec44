import { expect, it } from "vitest";
import { programWords } from "./user-agent.ts";

it.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0", "Firefox 142 on Linux"],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
    "Edge 140 on Windows",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15",
    "Safari 18 on macOS",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/139.0 Mobile/15E148 Safari/604.1",
    "Chrome 139 on iPhone",
  ],
  ["curl/8.5.0", "curl 8.5.0"],
  ["1claw-cli/0.1.0 linux", "1claw-cli 0.1.0"],
  ["node", "Node.js"],
  ["", "Unknown program"],
  [undefined, "Unknown program"],
])("says of %j that it is %s", (user_agent, words) => {
  expect(programWords(user_agent)).toBe(words);
});
