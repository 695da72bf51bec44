// Load from a process of its own: N keep-alive connections, one request at a time on each, every answer checked.
// Run as a child with IPC; it takes one `Load` after the other and sends one `Measured` for each.
import { hash } from "node:crypto";
import { connect, type Socket } from "node:net";

export type Shot = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
  status: number;
  /** SHA-256 (hex) that the answer's `value` must have; left out where the answer has none. */
  value_sha256?: string;
};

export type Load = { port: number; connections: number; seconds: number; shots: Shot[] };

export type Measured = {
  requests: number;
  failures: number;
  /** What the first wrong answer looked like. */
  first_failure: string | null;
  seconds: number;
  /** One for each request, in milliseconds. */
  latencies: Float64Array;
};

type Answer = { status: number; body: string; length: number };

const HEAD_END = Buffer.from("\r\n\r\n");

/** One whole HTTP/1.1 answer at the start of `bytes`, or null while it is not all there. */
function parseAnswer(bytes: Buffer): Answer | null {
  const end = bytes.indexOf(HEAD_END);
  if (end === -1) return null;
  const head = bytes.toString("latin1", 0, end);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined && /\r\ntransfer-encoding: chunked/i.test(head)) {
    return parseChunks(bytes, end + 4, status);
  }
  const total = end + 4 + Number(length ?? 0);
  if (bytes.length < total) return null;
  return { status, body: bytes.toString("utf8", end + 4, total), length: total };
}

function parseChunks(bytes: Buffer, start: number, status: number): Answer | null {
  let body = "";
  for (let at = start; ; ) {
    const line = bytes.indexOf("\r\n", at);
    if (line === -1) return null;
    const size = Number.parseInt(bytes.toString("latin1", at, line), 16);
    const next = line + 2 + size + 2;
    if (bytes.length < next) return null;
    if (size === 0) return { status, body, length: next };
    body += bytes.toString("utf8", line + 2, line + 2 + size);
    at = next;
  }
}

function encode(shot: Shot): Buffer {
  const headers = { host: "127.0.0.1", "user-agent": "1claw-bench/1", ...shot.headers };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = shot.body === undefined ? "" : `content-length: ${Buffer.byteLength(shot.body)}\r\n`;
  return Buffer.from(
    `${shot.method} ${shot.path} HTTP/1.1\r\n${lines.join("")}${length}\r\n${shot.body ?? ""}`,
  );
}

function whatIsWrong(shot: Shot, { status, body }: Answer): string | null {
  if (status !== shot.status) return `${shot.method} ${shot.path} answered ${status}: ${body.slice(0, 200)}`;
  if (shot.value_sha256 === undefined) return null;
  const { value } = JSON.parse(body) as { value: string };
  return hash("sha256", value) === shot.value_sha256 ? null : `${shot.path} answered a wrong value`;
}

async function run(load: Load): Promise<Measured> {
  const wires = load.shots.map((shot) => ({ shot, wire: encode(shot) }));
  const measured: Measured = {
    ...{ requests: 0, failures: 0, first_failure: null, seconds: 0 },
    latencies: new Float64Array(0),
  };
  const latencies: number[] = [];
  let turn = 0;
  const began = performance.now();
  const end = began + load.seconds * 1000;

  const client = () =>
    new Promise<void>((resolve, reject) => {
      const socket: Socket = connect(load.port, "127.0.0.1");
      socket.setNoDelay(true);
      let current = wires[0];
      let sent = 0;
      let bytes: Buffer | null = null;
      const next = () => {
        sent = performance.now();
        if (sent >= end) return void socket.destroy();
        current = wires[turn++ % wires.length];
        if (current) socket.write(current.wire);
      };
      socket.once("connect", next);
      socket.on("data", (chunk) => {
        bytes = bytes ? Buffer.concat([bytes, chunk]) : chunk;
        const answer = parseAnswer(bytes);
        if (!answer || !current) return;
        bytes = bytes.length > answer.length ? bytes.subarray(answer.length) : null;
        latencies.push(performance.now() - sent);
        const wrong = whatIsWrong(current.shot, answer);
        if (wrong) {
          measured.failures++;
          measured.first_failure ??= wrong;
        }
        next();
      });
      socket.once("error", reject);
      socket.once("close", () => resolve());
    });

  await Promise.all(Array.from({ length: load.connections }, client));
  measured.seconds = (performance.now() - began) / 1000;
  measured.requests = latencies.length;
  measured.latencies = Float64Array.from(latencies);
  return measured;
}

process.on("message", (load: Load) => {
  run(load).then(
    (measured) => process.send?.(measured),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});
