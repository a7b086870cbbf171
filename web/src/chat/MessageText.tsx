import { Fragment } from 'react';
import { splitLinks } from './links';

/** A message as text: nothing in it is ever read as HTML. */
export function MessageText({ text }: { text: string }) {
  return splitLinks(text).map((part, index) =>
    part.href ? (
      <a key={index} href={part.href} target="_blank" rel="noopener noreferrer">
        {part.text}
      </a>
    ) : (
      <Fragment key={index}>{part.text}</Fragment>
    ),
  );
}
