// Runs a program of tests on a PostgreSQL of its own: node tests/node/unit-postgres.mjs build/native/unit_receiver …
import { spawnSync } from "node:child_process";
import { startPostgres } from "./postgres.mjs";

const postgres = await startPostgres();
const [program, ...rest] = process.argv.slice(2);
const server = postgres.urlOf("").replace(/\/$/, "");
const { status } = spawnSync(program, rest, { stdio: "inherit", env: { ...process.env, GUICHET_TEST_SERVER: server } });
await postgres.end();
process.exitCode = status ?? 1;
