// Databases for tests: each a copy of one migrated template in the Postgres that the global setup started.
// It must never touch a database that a test did not create.
import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";

/** How to connect; fits the configuration of `pg`. A `host` with a leading slash is a socket folder. */
export interface TestConnection {
  host: string;
  port: number;
  user: string;
  password?: string;
  database: string;
}

export interface TestServer {
  /** A superuser's connection to the maintenance database. */
  admin: TestConnection;
  /** The role that owns every test database and is not a superuser. */
  owner: Pick<TestConnection, "user" | "password">;
  template: string;
  /** Every test database's name starts with this. */
  prefix: string;
}

declare module "vitest" {
  interface ProvidedContext {
    postgres: TestServer;
  }
}

export interface TestDatabase {
  /** As the owner, without superuser rights: what the product itself has. */
  connection: TestConnection;
  /** As superuser, for tests that look behind the product's back. */
  admin: TestConnection;
  /** Ends open connections to the database and removes it. */
  drop(): Promise<void>;
}

/** A fresh database with all migrations applied and nobody else in it. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { admin, owner, template, prefix } = inject("postgres");
  const database = `${prefix}${randomBytes(6).toString("hex")}`;
  // Copying files takes 12 ms without fsync; the default strategy writes it all to the log and takes 20 times that.
  await runAs(
    admin,
    `CREATE DATABASE ${database} TEMPLATE ${template} OWNER ${owner.user} STRATEGY FILE_COPY`,
  );
  return {
    connection: { ...admin, password: undefined, ...owner, database },
    admin: { ...admin, database },
    drop: () => runAs(admin, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`),
  };
}

async function runAs(connection: TestConnection, sql: string): Promise<void> {
  const client = new Client(connection);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
