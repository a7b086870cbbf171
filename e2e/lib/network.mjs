// A browser behind a link of our making: the project's link emulator between two network namespaces.
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { javaHome } from './java.mjs';

const ROOT = resolve(import.meta.dirname, '../..');

/** Whether namespaces can be made here. */
export const canEmulate = process.getuid?.() === 0;

export class Link {
  /**
   * Two namespaces, `browser` at 198.51.100.2 and `server` at 198.51.100.1.
   * @param {string[]} options of the link emulator, for example ['--loss', '5%', '--delay', '25ms']
   */
  static async open(options = []) {
    const link = new Link();
    const id = `${process.pid}-${(Math.random() * 1e6) | 0}`;
    link.browserNs = `rb${id}`;
    link.serverNs = `rs${id}`;
    link.serverAddress = '198.51.100.1';
    link.browserAddress = '198.51.100.2';
    link.process = spawn(join(javaHome(), 'bin/java'), [
      '--enable-native-access=ALL-UNNAMED', '-XX:+UseSerialGC', '-Xmx256m',
      '-cp', join(ROOT, 'media-testkit/target/classes'),
      'io.rapat.testkit.link.LinkEmulatorMain',
      '--ns-a', link.browserNs, '--ns-b', link.serverNs,
      '--addr-a', link.browserAddress, '--addr-b', link.serverAddress,
      ...options,
    ], { stdio: ['pipe', 'pipe', 'inherit'] });
    link.waiting = [];
    createInterface({ input: link.process.stdout }).on('line', (line) => link.waiting.shift()?.(line));
    const first = await link.answer();
    if (first !== 'ready') throw new Error(`link emulator: ${first}`);
    return link;
  }

  answer() {
    return new Promise((done, fail) => {
      this.waiting.push(done);
      this.process.once('exit', (code) => fail(new Error(`link emulator ended with ${code}`)));
    });
  }

  /** Changes the link: `down loss 10%`, `block udp`, `cut`, `restore`, `stats`. */
  async tell(line) {
    const answer = this.answer();
    this.process.stdin.write(line + '\n');
    const text = await answer;
    if (text.startsWith('error')) throw new Error(`${line}: ${text}`);
    return text;
  }

  /** A program that runs another one inside a namespace, the browser's unless told; for `executablePath`. */
  programIn(program, namespace = this.browserNs) {
    this.dir ??= mkdtempSync(join(tmpdir(), 'rapat-link-'));
    const script = join(this.dir, namespace);
    writeFileSync(script, `#!/bin/sh\nexec ip netns exec ${namespace} ${program} "$@"\n`);
    chmodSync(script, 0o755);
    return script;
  }

  async close() {
    if (this.process.exitCode === null) {
      const gone = new Promise((done) => this.process.once('exit', done));
      this.process.stdin.write('quit\n');
      await gone;
    }
    if (this.dir) rmSync(this.dir, { recursive: true, force: true });
  }
}
