const PATIENCE_MS = 3000;

/**
 * Whether a camera track delivers pictures. After sleep, or when other pages take the same camera
 * at the same moment, a track can be live and yet stay empty for ever.
 */
export function deliversPictures(track: MediaStreamTrack): Promise<boolean> {
  const probe = document.createElement('video');
  probe.muted = true;
  probe.playsInline = true;
  probe.srcObject = new MediaStream([track]);
  return new Promise((resolve) => {
    const answer = (delivers: boolean) => {
      clearTimeout(timer);
      probe.srcObject = null;
      resolve(delivers);
    };
    const timer = setTimeout(() => answer(false), PATIENCE_MS);
    probe.addEventListener('loadeddata', () => answer(true), { once: true });
    // A page in the background may refuse to play; the first picture arrives all the same.
    probe.play().catch(() => undefined);
  });
}
