import { useEffect } from 'react';

/** The stage is always dark, and so are the menus and dialogs that hang on the body. */
export function useDarkRoot(): void {
  useEffect(() => {
    document.documentElement.dataset.stage = '';
    return () => {
      delete document.documentElement.dataset.stage;
    };
  }, []);
}

/** A phone must not go to sleep in a call. The browser drops the lock when the page is hidden. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let over = false;
    const take = () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      navigator.wakeLock.request('screen').then(
        (taken) => {
          if (over) void taken.release();
          else lock = taken;
        },
        () => undefined,
      );
    };
    take();
    document.addEventListener('visibilitychange', take);
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', take);
      void lock?.release().catch(() => undefined);
    };
  }, []);
}
