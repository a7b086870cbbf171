// Writes public/notices.txt: the licence texts of everything that ends up in the bundle.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const seen = new Map();

function folderOf(name, from) {
  for (let folder = from; folder.startsWith(root); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
  }
  return undefined;
}

function visit(name, from) {
  const folder = folderOf(name, from);
  if (!folder || seen.has(folder)) return;
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  seen.set(folder, about);
  for (const dependency of Object.keys(about.dependencies ?? {})) visit(dependency, folder);
}

function licenceText(folder) {
  const file = readdirSync(folder).find((n) => /^(licen[cs]e|copying|ofl)/i.test(n));
  return file ? readFileSync(join(folder, file), 'utf8').trim() : 'No licence text in the package.';
}

const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
for (const dependency of Object.keys(own.dependencies)) visit(dependency, root);

const parts = [...seen.entries()]
  .map(([folder, { name, version, license }]) => ({ folder, name, version, license }))
  .sort((a, b) => (a.name < b.name ? -1 : 1))
  .map((p) => `${p.name} ${p.version} (${p.license ?? 'see text'})\n\n${licenceText(p.folder)}\n`);
writeFileSync(join(root, 'public/notices.txt'), parts.join(`\n${'-'.repeat(72)}\n\n`));
