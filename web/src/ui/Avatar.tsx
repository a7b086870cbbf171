import { hueOf, initialOf } from '../meeting/name';
import './avatar.css';

interface AvatarProps {
  identity: string;
  name: string;
  size?: 'xs' | 's' | 'm' | 'bar' | 'tile';
}

/** One initial on a hue of the person; decoration, the name stands beside it. */
export function Avatar({ identity, name, size = 'm' }: AvatarProps) {
  return (
    <span className={`avatar avatar-${size}`} data-hue={hueOf(identity)} aria-hidden>
      {initialOf(name)}
    </span>
  );
}
