import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCE = join(import.meta.dirname, '../src');

function files(folder: string, ending: RegExp): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return files(path, ending);
    return ending.test(name) ? [path] : [];
  });
}

/** Breakpoints can't come from variables, so media queries are the exception. */
function offences(css: string): string[] {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('@media'))
    .filter((line) => /#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|\d(px|rem)\b/i.test(line));
}

describe('tokens', () => {
  it('are the only place that names a colour or a size', () => {
    for (const path of files(SOURCE, /\.css$/)) {
      if (path.endsWith('tokens.css')) continue;
      expect(offences(readFileSync(path, 'utf8')), path).toEqual([]);
    }
  });

  it('exist for every variable that a style sheet uses', () => {
    const all = files(SOURCE, /\.(css|tsx)$/).map((path) => readFileSync(path, 'utf8')).join('\n');
    const defined = new Set([...all.matchAll(/(--[a-z0-9-]+)['"]?\s*:/g)].map((m) => m[1]));
    // Set by the select's popover at run time.
    defined.add('--trigger-width');
    const used = new Set([...all.matchAll(/var\((--[a-z0-9-]+)/g)].map((m) => m[1]));

    expect([...used].filter((name) => !defined.has(name))).toEqual([]);
  });

  it('keep physical directions out, so that the page can be read from the right', () => {
    for (const path of files(SOURCE, /\.css$/)) {
      const physical = /(^|\s)(margin|padding|border|inset)?-?(left|right)\s*:/m;
      expect(readFileSync(path, 'utf8'), path).not.toMatch(physical);
    }
  });
});
