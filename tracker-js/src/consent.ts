/** What is kept in the visitor's browser: nothing, save after consent or an opt-out. Where storage is forbidden, it lasts as long as the page. */
export const memory: Record<string, string | undefined> = (() => {
  try {
    return localStorage;
  } catch {
    return {};
  }
})();

/**
 * Nothing may be told: this browser is marked as one's own (or opted out), or asks not to be counted (Global Privacy Control,
 * Do Not Track), or there is some `other` reason. Consent, by which there is an id, stands above all but the mark.
 */
export function refused(other?: unknown): unknown {
  return memory['polku-ignore'] || (!memory['polku-client'] && (navigator.globalPrivacyControl || navigator.doNotTrack == '1' || other));
}

declare global {
  interface Navigator {
    /** https://www.w3.org/TR/gpc/#extensions-to-navigator */
    globalPrivacyControl?: boolean;
  }
}

/** It looks as if the page was opened by a link of the owner's, `#polku-ignore` or `#polku=TOKEN`; `c.js` knows, and does what it asks for. */
export function isLinked(): boolean {
  return /#polku[-=]/.test(location as unknown as string);
}
