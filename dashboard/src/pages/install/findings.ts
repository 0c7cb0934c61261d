import type { PageCheck } from '../../api/records';
import { t, type Key } from '../../i18n';

export interface Reason {
  text: string;
  /** Whether this alone keeps visits from being counted. */
  blocking: boolean;
}

const UNREACHABLE = ['name', 'privateAddress', 'refused', 'timeout', 'tls', 'status', 'redirects'];
const KNOWN: Record<string, boolean> = {
  snippetFound: false,
  snippetMissing: true,
  otherSite: true,
  wrongServer: true,
  tagManager: false,
  policyBlocksScript: true,
  policyBlocksSending: true,
  redirectedAway: true,
};

/** What the server found, in words that say what to do. */
export function reasons({ findings }: PageCheck): Reason[] {
  return findings.map(({ code, detail }) => {
    const parameters = { detail: detail ?? '' };
    if (code === 'notReachable') {
      const why = UNREACHABLE.find((known) => known === detail) ?? 'failed';
      return { text: t(`check.notReachable.${why}` as Key), blocking: true };
    }
    const blocking = KNOWN[code];
    if (blocking === undefined) return { text: t('check.other', { detail: detail ?? code }), blocking: false };
    return { text: t(`check.${code}` as Key, parameters), blocking };
  });
}

/** What the reader's own browser asks of every site; then their own visit is not counted, and nothing is wrong. */
export function ownWish(browser: { globalPrivacyControl?: boolean; doNotTrack?: string | null }): Reason | null {
  if (browser.globalPrivacyControl === true) return { text: t('check.ownGpc'), blocking: true };
  return browser.doNotTrack === '1' ? { text: t('check.ownDnt'), blocking: true } : null;
}
