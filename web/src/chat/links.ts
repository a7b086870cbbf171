import { tokenize } from 'linkifyjs';

export interface TextPart {
  text: string;
  href?: string;
}

/** Cuts a text into plain parts and links. Only web addresses become links. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  for (const token of tokenize(text)) {
    const href = token.isLink && token.t === 'url' ? webAddress(token.toHref('https')) : undefined;
    const last = parts[parts.length - 1];
    if (href) parts.push({ text: token.toString(), href });
    else if (last && !last.href) last.text += token.toString();
    else parts.push({ text: token.toString() });
  }
  return parts;
}

function webAddress(address: string): string | undefined {
  try {
    const { protocol } = new URL(address);
    return protocol === 'http:' || protocol === 'https:' ? address : undefined;
  } catch {
    return undefined;
  }
}
