import { describe, expect, it } from "vitest";
import { checkPrefix, keyForPath, pathForKey } from "./env-paths.ts";
import { isSecretPath } from "./secret-path.ts";

describe("the path of a key", () => {
  it("is the key below the prefix, with what a path can have", () => {
    expect(pathForKey("", "STRIPE_KEY")).toBe("STRIPE_KEY");
    expect(pathForKey("app/prod", "STRIPE_KEY")).toBe("app/prod/STRIPE_KEY");
    expect(pathForKey("/app/", "spring.datasource.url")).toBe("app/spring-datasource-url");
    expect(pathForKey("app", "_PRIVATE_")).toBe("app/PRIVATE");
  });

  it("can be stored whenever anything is left of the key", () => {
    for (const key of ["A", "_A", "a.b", "A-", "npm_config_x"])
      expect(isSecretPath(pathForKey("p/q", key))).toBe(true);
    expect(isSecretPath(pathForKey("", "___"))).toBe(false);
  });

  it("goes under no prefix that is not a path", () => {
    expect(checkPrefix("")).toBeNull();
    expect(checkPrefix("/app/")).toBeNull();
    expect(checkPrefix("a b")).toContain("may contain only");
  });
});

describe("the key of a path", () => {
  it("is the way back for what was imported, and a usual name for the rest", () => {
    expect(keyForPath("app", pathForKey("app", "STRIPE_KEY"))).toBe("STRIPE_KEY");
    expect(keyForPath("", "api-keys/stripe")).toBe("API_KEYS_STRIPE");
    expect(keyForPath("api-keys", "api-keys/stripe")).toBe("STRIPE");
    expect(keyForPath("", "2fa/seed")).toBe("_2FA_SEED");
    expect(keyForPath("app", "apple/x")).toBe("APPLE_X");
  });
});
