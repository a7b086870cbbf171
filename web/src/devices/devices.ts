import { useEffect, useState } from 'react';

export interface Device {
  id: string;
  label: string;
}

export interface Devices {
  mics: Device[];
  cams: Device[];
  speakers: Device[];
}

const NONE: Devices = { mics: [], cams: [], speakers: [] };

/** Choosing a loudspeaker needs setSinkId, which not every browser has. */
export const canChooseSpeaker =
  typeof HTMLMediaElement !== 'undefined' && 'setSinkId' in HTMLMediaElement.prototype;

export async function listDevices(): Promise<Devices> {
  if (!navigator.mediaDevices?.enumerateDevices) return NONE;
  const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  // Before permission browsers list devices without id and label: nothing to choose from yet.
  const of = (kind: MediaDeviceKind): Device[] =>
    all
      .filter((d) => d.kind === kind && d.deviceId !== '')
      .map((d) => ({ id: d.deviceId, label: d.label }));
  return { mics: of('audioinput'), cams: of('videoinput'), speakers: of('audiooutput') };
}

/** The devices now; `revision` makes it look again after a permission was given. */
export function useDevices(revision: unknown): Devices {
  const [devices, setDevices] = useState(NONE);
  useEffect(() => {
    let current = true;
    const refresh = () => {
      void listDevices().then((found) => {
        if (current) setDevices(found);
      });
    };
    refresh();
    navigator.mediaDevices?.addEventListener?.('devicechange', refresh);
    return () => {
      current = false;
      navigator.mediaDevices?.removeEventListener?.('devicechange', refresh);
    };
  }, [revision]);
  return devices;
}

/** The remembered device if it is still there, else the browser's default (an empty id). */
export function presentId(devices: readonly Device[], wanted: string): string {
  return devices.some((d) => d.id === wanted) ? wanted : '';
}
