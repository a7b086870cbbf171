// Every language has the same keys with the same variables; every key is used and every used key
// exists. Plural forms (_one, _other) count as one key, because languages differ in how many.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const languages = ['en', 'id'];
const plural = /_(zero|one|two|few|many|other)$/;
const problems = [];

function flatten(value, prefix = '') {
  return Object.entries(value).flatMap(([key, v]) =>
    typeof v === 'string' ? [[prefix + key, v]] : flatten(v, `${prefix}${key}.`),
  );
}

function variablesOf(text) {
  return [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort().join(' ');
}

/** The main file of a language and the files of its folder, one for each part of the client. */
function filesOf(language) {
  const folder = join(root, 'src/i18n', language);
  const parts = readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
  return [join(root, 'src/i18n', `${language}.json`), ...parts.map((name) => join(folder, name))];
}

function load(language) {
  const keys = new Map();
  const groups = new Set();
  const texts = filesOf(language).flatMap((file) => {
    const content = JSON.parse(readFileSync(file, 'utf8'));
    for (const group of Object.keys(content)) {
      if (groups.has(group)) problems.push(`${language}: ${group} is in two files`);
      groups.add(group);
    }
    return flatten(content);
  });
  for (const [key, text] of texts) {
    if (text.trim() === '') problems.push(`${language}: ${key} is empty`);
    const base = key.replace(plural, '');
    // The form for one may leave the number out; the form for others decides.
    if (!keys.has(base) || key.endsWith('_other')) keys.set(base, variablesOf(text));
  }
  return keys;
}

function sources(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return /\.tsx?$/.test(name) ? [readFileSync(path, 'utf8')] : [];
  });
}

const [reference, ...others] = languages.map((language) => ({ language, keys: load(language) }));
for (const { language, keys } of others) {
  for (const [key, variables] of reference.keys) {
    if (!keys.has(key)) problems.push(`${language}: ${key} is missing`);
    else if (keys.get(key) !== variables) problems.push(`${language}: ${key} has other variables`);
  }
  for (const key of keys.keys()) if (!reference.keys.has(key)) problems.push(`${language}: ${key} is only here`);
}

const code = sources(join(root, 'src')).join('\n');
const literals = new Set([...code.matchAll(/['"`]([a-zA-Z]+\.[a-zA-Z]+)['"`]/g)].map((m) => m[1]));
for (const key of reference.keys.keys()) if (!literals.has(key)) problems.push(`unused: ${key}`);
for (const [, key] of code.matchAll(/\bt\(\s*['"]([\w.]+)['"]/g)) {
  if (!reference.keys.has(key)) problems.push(`missing: ${key}`);
}

if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exit(1);
}
process.stdout.write(`i18n: ${reference.keys.size} keys in ${languages.join(', ')}\n`);
