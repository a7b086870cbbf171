// Starts the packaged server as its operator does, on free ports and a data directory of its own.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { createSocket } from 'node:dgram';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

export const API_KEY = 'devkey';
export const API_SECRET = 'secret';

async function freeTcpPort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

async function freeUdpPort() {
  return new Promise((done, fail) => {
    const probe = createSocket('udp4');
    probe.once('error', fail);
    probe.bind(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** Where media is offered: beside loopback where the tests run in a namespace of their own. */
function reachable({ address }) {
  if (address) return ['--bind', address];
  const own = process.env.E2E_ADDRESS;
  return own ? ['--bind', '0.0.0.0', '--node-ip', own] : [];
}

/** Asks until `question` answers with something true, or fails naming `what`. */
export async function until(what, question, { timeoutMs = 15_000, everyMs = 100 } = {}) {
  const end = Date.now() + timeoutMs;
  let last;
  for (;;) {
    try {
      last = await question();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) {
      const seen = last instanceof Error ? last.message : JSON.stringify(last);
      throw new Error(`not within ${timeoutMs} ms: ${what} (last seen: ${seen})`);
    }
    await new Promise((next) => setTimeout(next, everyMs));
  }
}

export class RapatServer {
  /**
   * @param {{flags?: string[], env?: Record<string,string>, netns?: string, address?: string}} options
   *     netns: run inside that network namespace; address: listen there instead of loopback
   */
  static async start(options = {}) {
    const server = new RapatServer();
    server.options = options;
    server.dataDir = mkdtempSync(join(tmpdir(), 'rapat-e2e-'));
    server.ports = {
      http: await freeTcpPort(),
      tcp: await freeTcpPort(),
      udp: await freeUdpPort(),
    };
    await server.launch();
    return server;
  }

  get address() {
    return this.options.address ?? '127.0.0.1';
  }

  get url() {
    return `http://${this.options.address ?? 'localhost'}:${this.ports.http}`;
  }

  get wsUrl() {
    return `ws://${this.address}:${this.ports.http}`;
  }

  async launch() {
    const { flags = [], env = {}, netns } = this.options;
    const command = [
      // A test that is cut off must not leave a server behind.
      ...(existsSync('/usr/bin/setpriv') ? ['setpriv', '--pdeathsig', 'KILL'] : []),
      ...(netns ? ['ip', 'netns', 'exec', netns] : []),
      join(ROOT, 'rapat'), 'run', '--dev',
      '--port', `${this.ports.http}`,
      '--rtc.tcp_port', `${this.ports.tcp}`,
      '--rtc.udp_port', `${this.ports.udp}`,
      '--data-dir', this.dataDir,
      ...reachable(this.options),
      ...flags,
    ];
    this.output = '';
    this.process = spawn(command[0], command.slice(1), {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const collect = (chunk) => (this.output = (this.output + chunk).slice(-200_000));
    this.process.stdout.on('data', collect);
    this.process.stderr.on('data', collect);
    this.exited = new Promise((done) => this.process.once('exit', (code, signal) => done({ code, signal })));
    const ready = until('the server is ready', async () => (await this.get('/readyz')).ok, { timeoutMs: 60_000 });
    const ended = this.exited.then(({ code }) => {
      throw new Error(`the server ended with ${code}: ${this.output}`);
    });
    ended.catch(() => {});
    await Promise.race([ready, ended]);
  }

  /** Over HTTP from where the server's address can be reached. */
  async get(path) {
    const { netns } = this.options;
    if (!netns) return fetch(this.url + path);
    const fetched = spawnSync('ip', ['netns', 'exec', netns, 'curl', '-sf', '--max-time', '5', this.url + path]);
    return new Response(fetched.stdout, { status: fetched.status === 0 ? 200 : 503 });
  }

  async metrics() {
    const text = await (await this.get('/metrics')).text();
    const values = new Map();
    for (const line of text.split('\n')) {
      if (line.startsWith('#') || !line.trim()) continue;
      const cut = line.lastIndexOf(' ');
      values.set(line.slice(0, cut), Number(line.slice(cut + 1)));
    }
    return values;
  }

  /** The power is pulled. */
  async kill() {
    this.process.kill('SIGKILL');
    await this.exited;
  }

  async restart() {
    await this.launch();
  }

  async stop() {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill('SIGTERM');
      const forced = setTimeout(() => this.process.kill('SIGKILL'), 15_000);
      await this.exited;
      clearTimeout(forced);
    }
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
