import { expect, it } from "vitest";
import { sshPublicKey } from "./ssh-key.ts";

it("a public key comes out as ssh-keygen writes it", () => {
  // Made by OpenSSH 9.2: ssh-keygen -t ed25519; the raw key is the last 32 bytes of its blob.
  const line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOgmn5blV1iFBoGUJdUcugKJqzZwqQgYQHhCDiSTzGRK bot";
  const blob = Buffer.from(line.split(" ")[1] ?? "", "base64");
  expect(sshPublicKey(blob.subarray(-32).toString("base64"), "bot")).toBe(line);
});

it("a name of several words stays one comment", () => {
  expect(sshPublicKey(Buffer.alloc(32).toString("base64"), "deploy bot 2")).toMatch(/ deploy-bot-2$/);
});
