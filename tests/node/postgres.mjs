// A real PostgreSQL for the time of a test: its own cluster in a temporary folder, on a port of 127.0.0.1 that was free, with a
// password, and with its usual durability (a test that kills it asks what it had promised). It goes with the process that started
// it, whatever ends that.
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const user = "guichet";

/// Debian keeps the server's programs beside the path, by version.
function programs() {
  const above = "/usr/lib/postgresql";
  const versions = existsSync(above) ? readdirSync(above).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => path.join(above, version, "bin")), ...(process.env.PATH ?? "").split(":")];
  const found = folders.find((folder) => existsSync(path.join(folder, "initdb")));
  if (!found) throw new Error("there is no PostgreSQL server here: install the package postgresql");
  return found;
}

/// PostgreSQL does not run as root: then as the user that Debian makes for it, or as nobody. And it stops with its parent.
function asItsUser() {
  const names = readFileSync("/etc/passwd", "utf8").split("\n").map((line) => line.split(":")[0]);
  const name = names.includes("postgres") ? "postgres" : "nobody";
  const self = process.getuid() === 0 ? [`--reuid=${name}`, `--regid=${execFileSync("id", ["-gn", name], { encoding: "utf8" }).trim()}`, "--clear-groups"] : [];
  return ["setpriv", ...self, "--pdeathsig", "QUIT", "--"];
}

const freePort = () => new Promise((resolve, reject) => {
  const server = net.createServer().on("error", reject).listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/// `above`: the folder to make it in.
export async function startPostgres({ above = tmpdir() } = {}) {
  const bin = programs();
  const [setpriv, ...own] = asItsUser();
  const folder = mkdtempSync(path.join(above, "guichet-postgres-"));
  const data = path.join(folder, "data");
  const password = randomBytes(12).toString("hex");
  // What makes the cluster may write in its folder; the password file is its own to read.
  chmodSync(folder, 0o777);
  const secret = path.join(folder, "secret");
  writeFileSync(secret, password, { mode: 0o644 });
  execFileSync(setpriv, [...own, path.join(bin, "initdb"), "--pgdata", data, "--username", user, "--pwfile", secret, "--auth", "scram-sha-256",
    "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"], { stdio: ["ignore", "ignore", "inherit"], cwd: folder });
  const port = await freePort();
  let server;
  let ended;

  const urlOf = (name, { as = user, secret: given = password, at = port } = {}) => `postgresql://${as}:${given}@127.0.0.1:${at}/${name}`;
  const psql = (sql, name = "postgres") =>
    execFileSync(path.join(bin, "psql"), ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1", "--dbname", urlOf(name)],
      { input: sql, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] }).trim();

  async function start() {
    server = spawn(setpriv, [...own, path.join(bin, "postgres"), "-D", data, "-p", String(port), "-k", folder, "-c", "listen_addresses=127.0.0.1",
      "-c", "max_connections=100", "-c", "log_min_messages=fatal", "-c", "log_min_error_statement=panic"], { stdio: ["ignore", "ignore", "pipe"], cwd: folder });
    let said = "";
    server.stderr.setEncoding("utf8").on("data", (text) => { said += text; });
    // It does not keep the tests from ending.
    server.unref();
    server.stderr.unref();
    const mine = server;
    ended = new Promise((resolve) => mine.on("exit", resolve));
    let over = false;
    ended.then(() => { over = true; });
    for (;;) {
      try {
        psql("SELECT 1");
        return;
      } catch {
        if (over) throw new Error(`PostgreSQL did not start: ${said}`);
        await pause(50);
      }
    }
  }

  /// By the signal that the server knows: SIGINT ends it and its connections, SIGQUIT leaves all as a crash would.
  async function stop(signal = "SIGINT") {
    server.ref();
    server.kill(signal);
    await ended;
  }

  const goodbye = () => {
    server?.kill("SIGQUIT");
    rmSync(folder, { recursive: true, force: true });
  };
  process.on("exit", goodbye);
  await start();
  return {
    port, psql, start, stop, urlOf,
    /// A base of its own; its URL.
    create(name) {
      psql(`CREATE DATABASE "${name}"`);
      return urlOf(name);
    },
    /// As when the power goes, for this server: no process of it has time for anything.
    async killHard() {
      server.ref();
      const children = execFileSync("ps", ["-o", "pid=", "--ppid", String(server.pid)], { encoding: "utf8" }).trim().split(/\s+/).filter(Boolean);
      for (const pid of [server.pid, ...children.map(Number)]) {
        try {
          process.kill(pid, "SIGKILL");
        } catch (error) {
          if (error.code !== "ESRCH") throw error;
        }
      }
      await ended;
      while (children.some((pid) => existsSync(`/proc/${pid}`))) await pause(20);
    },
    async end() {
      await stop("SIGQUIT");
      process.off("exit", goodbye);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
