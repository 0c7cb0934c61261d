/** The little of a browser that modules read when they are loaded; for tests that need no page. */
import { vi } from 'vitest';

export function pretendBrowser(languages: readonly string[] = ['en-GB']): void {
  const events = { addEventListener: () => {}, removeEventListener: () => {} };
  vi.stubGlobal('navigator', { languages, language: languages[0], onLine: true });
  vi.stubGlobal('document', { documentElement: { lang: '', dataset: {} }, ...events });
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {}, removeItem: () => {} });
  vi.stubGlobal('addEventListener', events.addEventListener);
}
