import { describe, expect, it } from "vitest";
import { pickBegun } from "./begun.ts";

type Vaults = Parameters<typeof pickBegun>[2];
type Agents = Parameters<typeof pickBegun>[3];

const vault = (id: string, name: string) => ({ id, name }) as Vaults[number];
const agent = (id: string, created_at: string, is_active = true) =>
  ({ id, created_at, is_active }) as Agents[number];
const filled = (vault_id: string) => ({ vault_id, secrets: 2, last_read_at: null });

describe("how far somebody has come", () => {
  it("is nothing where there is nothing", () => {
    expect(pickBegun({}, [], [], [])).toEqual({ vault: null, has_secret: false, agent: null });
  });

  it("never takes the server's own vault for theirs", () => {
    const own = vault("k", "__agent-keys");
    expect(pickBegun({ vault: "k" }, [filled("k")], [own], []).vault).toBeNull();
  });

  it("is about what the address names, else a vault with secrets and the newest agent that is let in", () => {
    const vaults = [vault("a", "Empty"), vault("b", "Full"), vault("c", "Other")];
    const agents = [agent("1", "2027-01-01"), agent("2", "2027-01-03"), agent("3", "2027-01-04", false)];
    const picked = pickBegun({}, [filled("b"), filled("c")], vaults, agents);
    expect([picked.vault?.id, picked.has_secret, picked.agent?.id]).toEqual(["b", true, "2"]);
    const asked = pickBegun({ vault: "a", agent: "1" }, [filled("b")], vaults, agents);
    expect([asked.vault?.id, asked.has_secret, asked.agent?.id]).toEqual(["a", false, "1"]);
    expect(pickBegun({ vault: "elsewhere" }, [], vaults, agents).vault?.id).toBe("a");
  });
});
