import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';

/**
 * What a browser does by itself between documents: a new page starts at its top, and the focus that
 * went away with the old page starts at the new content. Back keeps the place.
 */
export function useArrival(): void {
  const [path] = useLocation();
  const first = useRef(true);
  const back = useRef(false);

  useEffect(() => {
    const popped = () => {
      back.current = true;
    };
    window.addEventListener('popstate', popped);
    return () => window.removeEventListener('popstate', popped);
  }, []);

  useEffect(() => {
    const stay = first.current || back.current;
    first.current = false;
    back.current = false;
    if (stay) return;
    window.scrollTo(0, 0);
    if (document.activeElement === document.body) {
      document.getElementById('content')?.focus({ preventScroll: true });
    }
  }, [path]);
}
