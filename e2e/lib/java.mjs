// The JDK, and the project's own Java programs that tests run beside the server.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

export function javaHome() {
  const installed = existsSync('/usr/lib/jvm') ? readdirSync('/usr/lib/jvm') : [];
  const home = [process.env.JAVA_HOME, ...installed.filter((name) => /25/.test(name)).map((name) => `/usr/lib/jvm/${name}`)]
    .find((each) => each && existsSync(`${each}/bin/javac`));
  if (!home) throw new Error('no JDK 25: run ./rapat doctor');
  return home;
}

/** The command line that runs a program of the bench module: its classes, and the packaged server's libraries. */
export function benchCommand(mainClass, ...args) {
  const home = javaHome();
  if (!existsSync(`${ROOT}/bench/target/classes/io/rapat/bench/hostile/HostileMain.class`)) {
    execFileSync('mvn', ['-q', '-B', 'compile', '-pl', 'bench', '-am'], {
      cwd: ROOT,
      env: { ...process.env, JAVA_HOME: home },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  const modules = ['bench', 'signal', 'media-net', 'media-core'].map((name) => `${ROOT}/${name}/target/classes`);
  return [
    `${home}/bin/java`,
    '--enable-native-access=ALL-UNNAMED', '--sun-misc-unsafe-memory-access=allow', '-Xmx256m',
    '-cp', [...modules, `${ROOT}/app/target/rapat/lib/*`].join(':'),
    mainClass, ...args,
  ];
}

/** Bytes of memory that a Java process holds after a collection. */
export function residentAfterCollection(pid) {
  for (let i = 0; i < 2; i++) execFileSync(`${javaHome()}/bin/jcmd`, [`${pid}`, 'GC.run'], { stdio: 'ignore' });
  return residentBytes(pid);
}

export function residentBytes(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
}
