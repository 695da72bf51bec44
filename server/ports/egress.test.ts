// What somebody else has chosen to be asked never leads into the network.
import http, { type RequestListener } from "node:http";
import https from "node:https";
import net, { type AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { testCertificate } from "#server/testing/certificate.ts";
import { createEgress, type Resolve } from "./egress.ts";

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function listening(server: net.Server, host: string, port = 0): Promise<number> {
  const sockets = new Set<net.Socket>();
  server.on("connection", (socket: net.Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  open.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

const serve = (listener: RequestListener, host = "127.0.0.1", port = 0) =>
  listening(http.createServer(listener), host, port);

const egress = (allow: string[], resolve?: Resolve) =>
  createEgress({ allow, version: "1.2.3", ...(resolve && { resolve }) });

const answersWith = (...addresses: string[]): Resolve => {
  return async () => addresses.map((address) => ({ address, family: net.isIP(address) }));
};

describe("the form of a URL", () => {
  it.each([
    ["http://example.com/", "https"],
    ["ftp://example.com/", "https"],
    ["file:///etc/passwd", "https"],
    ["gopher://127.0.0.1:6379/_x", "https"],
    ["javascript:alert(1)", "https"],
    ["https://user:pw@example.com/", "credentials"],
    ["https://user@example.com/", "credentials"],
    ["https://127.0.0.1/", "public"],
    ["https://127.1/", "public"],
    ["https://2130706433/", "public"],
    ["https://0x7f000001/", "public"],
    ["https://0177.0.0.1/", "public"],
    ["https://0/", "public"],
    ["https://[::1]/", "public"],
    ["https://[::ffff:169.254.169.254]/", "public"],
    ["https://[64:ff9b::a9fe:a9fe]/", "public"],
    ["https://169.254.169.254/latest/meta-data/", "public"],
    ["https://１２７.0.0.1/", "public"],
    ["nonsense", "not a URL"],
    [`https://example.com/${"a".repeat(2_100)}`, "characters"],
  ])("%s is refused before anything is resolved", async (url, reason) => {
    let asked = 0;
    const out = egress([], async () => {
      asked++;
      return [{ address: "8.8.8.8", family: 4 }];
    });
    expect(out.check(url)).toContain(reason);
    await expect(out.request(url, { method: "GET" })).rejects.toThrow(reason);
    expect(asked).toBe(0);
  });

  it("is fine for https on a name or a public address", () => {
    for (const url of ["https://example.com/hook?a=1", "https://example.com:8443/", "https://8.8.8.8/"])
      expect(egress([]).check(url)).toBeNull();
  });

  it("may be http only where the operator allows the address", () => {
    const out = egress(["10.0.0.0/8"]);
    expect(out.check("http://10.1.2.3/")).toBeNull();
    expect(out.check("http://8.8.8.8/")).toContain("https");
    expect(out.check("http://192.168.0.1/")).toContain("public");
  });
});

describe("what a name resolves to", () => {
  it.each([
    [["127.0.0.1"]],
    [["8.8.8.8", "10.0.0.1"]],
    [["2606:4700:4700::1111", "::1"]],
    [["fe80::1"]],
    [[]],
  ])("%j is refused, always in the same words", async (addresses) => {
    const out = egress([], answersWith(...addresses));
    await expect(out.request("https://example.com/", { method: "GET" })).rejects.toThrow(
      "Nothing was sent: the host has no public address.",
    );
  });

  it("a name that does not exist is refused in those words too", async () => {
    const out = egress([], () => Promise.reject(new Error("getaddrinfo ENOTFOUND db.internal")));
    await expect(out.request("https://db.internal/", { method: "GET" })).rejects.toThrow(
      "Nothing was sent: the host has no public address.",
    );
  });

  it("the machine's own names are refused", async () => {
    await expect(egress([]).request("https://localhost/", { method: "GET" })).rejects.toThrow("public");
  });

  it("is asked once, and the address that was checked is the one that is connected to", async () => {
    const reached: string[] = [];
    const port = await serve((_request, response) => {
      reached.push("127.0.0.1");
      response.end("ok");
    });
    await serve(
      (_request, response) => {
        reached.push("127.0.0.2");
        response.end("ok");
      },
      "127.0.0.2",
      port,
    );
    let asked = 0;
    const out = egress(["127.0.0.1"], async () => [
      { address: asked++ === 0 ? "127.0.0.1" : "127.0.0.2", family: 4 },
    ]);
    const answer = await out.request(`http://rebind.example:${port}/`, { method: "GET" });
    expect(answer.status).toBe(200);
    expect(asked).toBe(1);
    expect(reached).toEqual(["127.0.0.1"]);
    await expect(out.request(`http://rebind.example:${port}/`, { method: "GET" })).rejects.toThrow("public");
    expect(reached).toEqual(["127.0.0.1"]);
  });

  it("http to a public address is refused even where something else is allowed", async () => {
    const out = egress(["127.0.0.1"], answersWith("8.8.8.8"));
    await expect(out.request("http://example.com/", { method: "GET" })).rejects.toThrow("public");
  });
});

describe("a request", () => {
  it("carries method, headers, body and our name, and gives back status, headers and text", async () => {
    const port = await serve(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      const { host: _, ...headers } = request.headers;
      response.writeHead(202, { "x-a": ["1", "2"] });
      response.end(JSON.stringify({ method: request.method, headers, url: request.url, body }));
    });
    const answer = await egress(["127.0.0.1"]).request(`http://127.0.0.1:${port}/hook?x=1`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{ü}",
    });
    expect(answer.status).toBe(202);
    expect(answer.headers["x-a"]).toBe("1, 2");
    expect(JSON.parse(answer.body)).toEqual({
      method: "POST",
      url: "/hook?x=1",
      body: "{ü}",
      headers: {
        "content-type": "application/json",
        "content-length": "4",
        "user-agent": "1Claw/1.2.3",
        connection: "close",
      },
    });
  });

  it("does not follow a redirect", async () => {
    const seen: string[] = [];
    const port = await serve((request, response) => {
      seen.push(request.url ?? "");
      response.writeHead(302, { location: "/secret" }).end();
    });
    const answer = await egress(["127.0.0.1"]).request(`http://127.0.0.1:${port}/`, { method: "GET" });
    expect([answer.status, seen]).toEqual([302, ["/"]]);
  });

  it("ends in time when nothing, a trickle or no name comes", async () => {
    const silent = await serve(() => {});
    const trickle = await serve((_request, response) => {
      const timer = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(timer));
    });
    const deaf = await listening(
      net.createServer(() => {}),
      "127.0.0.1",
    );
    const began = performance.now();
    const ask = (url: string, resolve?: Resolve) =>
      egress(["127.0.0.1"], resolve).request(url, { method: "GET", timeout_ms: 200 });
    const late = "No answer in time.";
    await Promise.all([
      expect(ask(`http://127.0.0.1:${silent}/`)).rejects.toThrow(late),
      expect(ask(`http://127.0.0.1:${trickle}/`)).rejects.toThrow(late),
      expect(ask(`https://127.0.0.1:${deaf}/`)).rejects.toThrow(late),
      expect(ask("https://slow.example/", () => new Promise(() => {}))).rejects.toThrow(late),
    ]);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it("cuts an answer that is too large, or endless", async () => {
    const port = await serve((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(10_000)));
      };
      response.on("drain", more);
      more();
    });
    await expect(
      egress(["127.0.0.1"]).request(`http://127.0.0.1:${port}/`, { method: "GET", max_bytes: 100_000 }),
    ).rejects.toThrow("more than 100000 bytes");
  });

  it("says what failed without addresses or ports", async () => {
    const gone = net.createServer();
    const port = await listening(gone, "127.0.0.1");
    await new Promise((resolve) => gone.close(resolve));
    const garbage = await listening(
      net.createServer((socket) => socket.end("SSH-2.0-OpenSSH_9.9\r\n")),
      "127.0.0.1",
    );
    const out = egress(["127.0.0.1"]);
    const failure = (url: string) => out.request(url, { method: "GET" }).catch((error: Error) => error);
    for (const url of [
      `http://127.0.0.1:${port}/`,
      `http://127.0.0.1:${garbage}/`,
      `https://127.0.0.1:${garbage}/`,
    ]) {
      const error = await failure(url);
      expect(error).toMatchObject({ name: "EgressRefused" });
      expect(String(error)).not.toMatch(/127|\d{4}|SSH/);
      expect((error as Error).cause).toBeUndefined();
    }
  });

  it("trusts no certificate that nobody vouches for, whatever the environment says", async () => {
    const { key, cert } = testCertificate("localhost");
    let reached = false;
    const server = https.createServer({ key, cert }, (_, response) => {
      reached = true;
      response.end();
    });
    const port = await listening(server, "127.0.0.1");
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    open.push(() => delete process.env.NODE_TLS_REJECT_UNAUTHORIZED);
    await expect(
      egress(["127.0.0.1"]).request(`https://127.0.0.1:${port}/`, { method: "GET" }),
    ).rejects.toThrow("The TLS certificate of the host was not accepted.");
    expect(reached).toBe(false);
  });
});
