// What Prometheus reads: requests, latencies, the event loop, memory, jobs. Labels hold no ids of people's things.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export type Metrics = {
  registry: Registry;
  /** Starts the clock of one request; call the result when it has been answered. */
  start(operation: string): () => void;
  answered(operation: string, status: number): void;
  kmsEvent(kind: string): void;
  jobRan(job: string, outcome: "done" | "failed", seconds: number): void;
  unsealed(events: number): void;
  /** How much waits to be sent. */
  backlog(queue: "outbox" | "webhooks", waiting: number): void;
};

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "oneclaw_" });
  const registers = [registry];
  const duration = new Histogram({
    name: "oneclaw_request_duration_seconds",
    help: "Time from the first step of the pipeline to the answer",
    labelNames: ["operation"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const requests = new Counter({
    name: "oneclaw_requests_total",
    help: "Answered requests",
    labelNames: ["operation", "status"],
    registers,
  });
  const kms = new Counter({
    name: "oneclaw_kms_events_total",
    help: "Retries, refusals and breaker changes of the key service",
    labelNames: ["kind"],
    registers,
  });
  const jobs = new Histogram({
    name: "oneclaw_job_duration_seconds",
    help: "Runs of background jobs",
    labelNames: ["job", "outcome"],
    buckets: [0.001, 0.01, 0.1, 1, 10, 60],
    registers,
  });
  const unsealed = new Gauge({
    name: "oneclaw_audit_unsealed_events",
    help: "Events of the last look that were not sealed yet",
    registers,
  });
  const backlog = new Gauge({
    name: "oneclaw_backlog",
    help: "Mails and webhook deliveries that wait to be sent",
    labelNames: ["queue"],
    registers,
  });
  // Finding the counter of some labels costs more than counting, and there are only a few of each.
  const durations = remembered((operation: string) => duration.labels({ operation }));
  const counters = remembered((operation: string) =>
    remembered((status: number) => requests.labels({ operation, status: String(status) })),
  );
  return {
    registry,
    start(operation) {
      const began = performance.now();
      return () => durations(operation).observe((performance.now() - began) / 1000);
    },
    answered: (operation, status) => counters(operation)(status).inc(),
    kmsEvent: (kind) => kms.inc({ kind }),
    jobRan: (job, outcome, seconds) => jobs.observe({ job, outcome }, seconds),
    unsealed: (events) => unsealed.set(events),
    backlog: (queue, waiting) => backlog.set({ queue }, waiting),
  };
}

function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
