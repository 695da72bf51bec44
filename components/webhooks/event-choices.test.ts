import { describe, expect, it } from "vitest";
import { eventChoices, withoutCovered } from "./event-choices.ts";

describe("the filters of a webhook", () => {
  it("offer everything, each kind with several actions, and each action", () => {
    const values = eventChoices(["secret.read", "secret.write", "access.denied"]).map(({ value }) => value);
    expect(values).toEqual(["*", "secret.*", "secret.read", "secret.write", "access.denied"]);
  });

  it("keep none that another one takes in", () => {
    expect(withoutCovered(["secret.read", "secret.*", "policy.create"])).toEqual([
      "secret.*",
      "policy.create",
    ]);
    expect(withoutCovered(["secret.read", "*"])).toEqual(["*"]);
    expect(withoutCovered(["sealed_share.open", "share.*"])).toEqual(["sealed_share.open", "share.*"]);
  });
});
