import type { LeftOut, PageCheck, Site } from '../../api/records';
import { moment } from '../../format/dates';
import { domainName, sameDomain } from '../../format/domains';
import { plural, t, type Key } from '../../i18n';

export interface Reason {
  text: string;
  /** `bad` alone keeps visits from being counted; `hint` may be why. */
  kind: 'bad' | 'hint' | 'good';
  /** A host that would be counted if it were among the site's domains. */
  host?: string;
  /** The page of the settings where it can be changed. */
  settings?: 'counting';
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

/** What the server found on the page, in words that say what to do. */
export function reasons({ findings }: PageCheck): Reason[] {
  return findings.map(({ code, detail }) => {
    const parameters = { detail: detail ?? '' };
    if (code === 'notReachable') {
      const why = UNREACHABLE.find((known) => known === detail) ?? 'failed';
      return { text: t(`check.notReachable.${why}` as Key), kind: 'bad' };
    }
    const kind = KNOWN[code];
    if (kind === undefined) return { text: t('check.other', { detail: detail ?? code }), kind: 'hint' };
    const text = t(`check.${code}` as Key, parameters);
    return code === 'redirectedAway' && detail !== null ? { text, kind, host: detail } : { text, kind };
  });
}

const ROBOTS = ['bot', 'aiCrawler'];

/** What came and was not counted, in words that say whether something is wrong with that. */
export function leftOutReasons({ leftOut }: PageCheck, { timezone }: Site): Reason[] {
  const told = leftOut.filter(({ reason }) => !ROBOTS.includes(reason)).map((one) => leftOutReason(one, timezone));
  const robots = leftOut.filter(({ reason }) => ROBOTS.includes(reason));
  if (robots.length === 0) return told;
  const names = robots.flatMap(({ name }) => name ?? []).join(', ');
  return [...told, { text: t('check.robots', { what: amount(robots), names, time: last(robots, timezone) }), kind: 'hint' }];
}

function leftOutReason(one: LeftOut, zone: string): Reason {
  const parameters = { what: amount([one]), time: last([one], zone) };
  switch (one.reason) {
    case 'otherHost': {
      const host = one.name ?? '';
      const text = t(isOwnMachine(host) ? 'check.ownMachine' : 'check.otherHost', { ...parameters, host: domainName(host) });
      return { text, kind: 'bad', host };
    }
    case 'excludedAddress':
      return { text: t('check.excludedAddress', parameters), kind: 'hint', settings: 'counting' };
    default:
      return { text: t('check.optedOut', parameters), kind: 'hint' };
  }
}

/** Pageviews are what people count; what came may have held none. */
function amount(all: readonly LeftOut[]): string {
  const sum = (read: (one: LeftOut) => number): number => all.reduce((total, one) => total + read(one), 0);
  const pageviews = sum((one) => one.pageviews);
  return pageviews > 0 ? plural('check.pageviews', pageviews) : plural('check.events', sum(({ events }) => events));
}

function last(all: readonly LeftOut[], zone: string): string {
  const newest = Math.max(...all.map(({ lastAt }) => Date.parse(lastAt)));
  return moment(new Date(newest).toISOString(), zone);
}

function isOwnMachine(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '127.0.0.1' || host === '::1';
}

/** Whether the site has taken the host in since it was refused. */
export function isOurs({ aliases }: Site, host: string): boolean {
  return aliases.some((alias) => sameDomain(alias, host) || host.endsWith(`.${alias}`));
}

/** What the reader's own browser asks of every site; then their own visit is not counted, and nothing is wrong. */
export function ownWish(browser: { globalPrivacyControl?: boolean; doNotTrack?: string | null }): Reason | null {
  if (browser.globalPrivacyControl === true) return { text: t('check.ownGpc'), kind: 'bad' };
  return browser.doNotTrack === '1' ? { text: t('check.ownDnt'), kind: 'bad' } : null;
}

/** The address of a page as somebody typed it, who may have left out how it begins. */
export function addressFrom(text: string): string {
  const typed = text.trim();
  return typed === '' || /^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
}
