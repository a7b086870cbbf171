import { useSyncExternalStore } from 'react';

/** Below this width the stage has the shape for phones; the same number as in the style sheets. */
export const PHONE = '(max-width: 767px)';

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Below this width the bar has no room for the halves that open device menus. */
export const NARROW_BAR = '(max-width: 959px)';
