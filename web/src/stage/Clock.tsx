import { useEffect, useState } from 'react';
import { clockText } from './clockText';

/** How long we have been here. */
export function Clock({ since }: { since: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <span className="numeric">{clockText(now - since)}</span>;
}
