import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** The browser of this machine: Debian's, or where CHROMIUM says that one is. */
const PATH = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
];

/** Whether tests in a browser are left out: where none is installed, and never in CI, where they fail then. */
export function lacksChromium(): boolean {
  if (existsSync(PATH) || process.env['CI'] === 'true') return false;
  console.warn(`Tests in a browser are left out. ${HOW_TO_GET}`);
  return true;
}

/** Starts a Chromium without a window and without a past. */
export async function openChromium(): Promise<Browser> {
  if (!existsSync(PATH)) throw new Error(HOW_TO_GET);
  return chromium.launch({ executablePath: PATH, headless: true, args: FLAGS });
}

const HOW_TO_GET = `There is no ${PATH}: apt-get install chromium, or name another in CHROMIUM.`;
