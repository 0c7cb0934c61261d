import type { PageCheck } from '../../api/records';
import { t, type Key } from '../../i18n';

export interface Reason {
  text: string;
  /** `bad` alone keeps visits from being counted; `hint` may be why. */
  kind: 'bad' | 'hint' | 'good';
}

const UNREACHABLE = ['name', 'privateAddress', 'refused', 'timeout', 'tls', 'status', 'redirects'];
const KNOWN: Record<string, Reason['kind']> = {
  snippetFound: 'good',
  snippetMissing: 'bad',
  otherSite: 'bad',
  wrongServer: 'bad',
  tagManager: 'hint',
  policyBlocksScript: 'bad',
  policyBlocksSending: 'bad',
  redirectedAway: 'bad',
};

/** What the server found, in words that say what to do. */
export function reasons({ findings }: PageCheck): Reason[] {
  return findings.map(({ code, detail }) => {
    const parameters = { detail: detail ?? '' };
    if (code === 'notReachable') {
      const why = UNREACHABLE.find((known) => known === detail) ?? 'failed';
      return { text: t(`check.notReachable.${why}` as Key), kind: 'bad' };
    }
    const kind = KNOWN[code];
    if (kind === undefined) return { text: t('check.other', { detail: detail ?? code }), kind: 'hint' };
    return { text: t(`check.${code}` as Key, parameters), kind };
  });
}

/** What the reader's own browser asks of every site; then their own visit is not counted, and nothing is wrong. */
export function ownWish(browser: { globalPrivacyControl?: boolean; doNotTrack?: string | null }): Reason | null {
  if (browser.globalPrivacyControl === true) return { text: t('check.ownGpc'), kind: 'bad' };
  return browser.doNotTrack === '1' ? { text: t('check.ownDnt'), kind: 'bad' } : null;
}
