import type { ReactElement } from 'react';
import type { ReactionSign as Sign } from '../session/reactions';

const THUMB =
  'M15 5.9 14 10h5.8a2 2 0 0 1 2 2.6l-2.4 8a2 2 0 0 1-1.9 1.4H4a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2h2.8' +
  'a2 2 0 0 0 1.7-1.1L12 2a3.1 3.1 0 0 1 3 3.9Z';
const PALM =
  'M18 11V6a2 2 0 0 0-4 0V4a2 2 0 0 0-4 0v2a2 2 0 0 0-4 0v8l-1.8-1.8a2 2 0 0 0-2.8 2.8L5 18.7' +
  'C7 21 9 22 11.5 22H14a8 8 0 0 0 8-8V9a2 2 0 0 0-4 0Z';
const HEART =
  'M12 21C5 15.5 2 12.4 2 8.6A5.4 5.4 0 0 1 7.4 3c1.9 0 3.6 1 4.6 2.7C13 4 14.7 3 16.6 3A5.4 5.4 0 0 1 22 8.6' +
  'C22 12.4 19 15.5 12 21Z';

function Face({ children }: { children: ReactElement }) {
  return (
    <>
      <circle className="sign-skin" cx="12" cy="12" r="10" />
      {children}
    </>
  );
}

const EYES = (
  <>
    <circle className="sign-ink" cx="8.5" cy="9.5" r="1.4" />
    <circle className="sign-ink" cx="15.5" cy="9.5" r="1.4" />
  </>
);

/** Own drawings: not every device has the emoji, and those that do draw them differently. */
const PICTURES: Record<Sign, ReactElement> = {
  '👍': <path className="sign-skin" d={THUMB} />,
  '👎': <path className="sign-skin" d={THUMB} transform="rotate(180 12 12)" />,
  '👏': (
    <>
      <g transform="translate(8 5) rotate(14 8 12) scale(.68)">
        <path className="sign-skin sign-back" d={PALM} />
      </g>
      <g transform="translate(0 6) rotate(-14 8 12) scale(.68)">
        <path className="sign-skin" d={PALM} />
      </g>
      <path className="sign-line" d="M9 4 8 1.6M13 3.6 13.4 1M17 5l1.6-2" />
    </>
  ),
  '❤️': <path className="sign-red" d={HEART} />,
  '😂': (
    <Face>
      <>
        <path className="sign-line" d="M6.4 10.2q2-2.6 4 0M13.6 10.2q2-2.6 4 0" />
        <path className="sign-ink" d="M6.5 13h11a5.5 5.5 0 0 1-11 0Z" />
        <path className="sign-blue" d="M4.4 12q-2.6 2-2.2 3.8a1.6 1.6 0 0 0 3 0Q5.4 14 4.4 12ZM19.6 12q2.6 2 2.2 3.8a1.6 1.6 0 0 1-3 0Q18.6 14 19.6 12Z" />
      </>
    </Face>
  ),
  '😮': (
    <Face>
      <>
        {EYES}
        <ellipse className="sign-ink" cx="12" cy="16.2" rx="2.6" ry="3.2" />
      </>
    </Face>
  ),
  '😢': (
    <Face>
      <>
        {EYES}
        <path className="sign-line" d="M8.4 17.4q3.6-3.4 7.2 0" />
        <path className="sign-blue" d="M8 12q-2 2.4-1.8 4a1.8 1.8 0 0 0 3.6 0Q9.9 14.4 8 12Z" />
      </>
    </Face>
  ),
  '🎉': (
    <>
      <path className="sign-skin" d="M2 22 7.6 7.2 16.8 16.4Z" />
      <path className="sign-red-line" d="M10 6.5q-.5-3 1.6-4.5M17.6 14q3-.6 4.4 1.4" />
      <path className="sign-blue-line" d="M13 11q1-4.6 5.4-6.5" />
      <circle className="sign-red" cx="15.6" cy="3.4" r="1.3" />
      <circle className="sign-blue" cx="20.6" cy="9.6" r="1.3" />
      <circle className="sign-skin" cx="6" cy="3.2" r="1.2" />
      <circle className="sign-skin" cx="21" cy="20" r="1.2" />
    </>
  ),
};

export function ReactionSign({ sign }: { sign: Sign }) {
  return (
    <svg className="sign" viewBox="0 0 24 24" aria-hidden>
      {PICTURES[sign]}
    </svg>
  );
}
