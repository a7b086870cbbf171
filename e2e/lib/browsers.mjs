// Real browsers with fake cameras, driven by one library for both.
import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';

function first(...paths) {
  const found = paths.find((path) => existsSync(path));
  if (!found) throw new Error(`none of ${paths.join(', ')} is installed: run ./rapat test as root`);
  return found;
}

const CHROMIUM_FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-dev-shm-usage', '--use-fake-device-for-media-stream=fps=20',
  '--use-fake-ui-for-media-stream', '--autoplay-policy=no-user-gesture-required', '--mute-audio',
  '--auto-accept-this-tab-capture', '--disable-features=WebRtcHideLocalIpsWithMdns,TranslateUI',
  '--disable-background-timer-throttling', '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

/** @param {{flags?: string[], wrapper?: string}} options wrapper: a script that execs the browser */
export async function chromium({ flags = [], executablePath } = {}) {
  return puppeteer.launch({
    browser: 'chrome',
    executablePath: executablePath ?? first('/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'),
    headless: true,
    // A pipe needs no network: the browser may be in a namespace of its own.
    pipe: true,
    args: [...CHROMIUM_FLAGS, ...flags],
    defaultViewport: { width: 1024, height: 768 },
    protocolTimeout: 120_000,
  });
}

export async function firefox({ executablePath } = {}) {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: executablePath ?? first('/usr/bin/firefox-esr', '/usr/bin/firefox'),
    headless: true,
    extraPrefsFirefox: {
      'media.navigator.permission.disabled': true,
      'media.navigator.streams.fake': true,
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      'media.getdisplaymedia.enabled': true,
      'media.autoplay.default': 0,
      'app.update.auto': false,
      'toolkit.telemetry.enabled': false,
      'datareporting.policy.dataSubmissionEnabled': false,
    },
    defaultViewport: { width: 1024, height: 768 },
    protocolTimeout: 120_000,
  });
}
