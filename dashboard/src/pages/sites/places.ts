/** Every zone the browser knows, and the current one even where it does not. */
export function timeZones(current: string): string[] {
  const known = Intl.supportedValuesOf('timeZone');
  return [...new Set(['UTC', ...known, current])].sort();
}

/** Currencies that sites are usually paid in come first, the rest by code. */
const USUAL = ['EUR', 'USD', 'GBP', 'SEK', 'NOK', 'DKK', 'CHF', 'PLN', 'JPY', 'AUD', 'CAD'];

export function currencies(current: string, locale: string): { value: string; name: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  const codes = [...new Set([...USUAL, current, ...Intl.supportedValuesOf('currency')])];
  return codes.map((value) => ({ value, name: `${value} – ${names.of(value) ?? value}` }));
}

const BY_REGION: Record<string, string> = {
  AU: 'AUD',
  CA: 'CAD',
  CH: 'CHF',
  DK: 'DKK',
  GB: 'GBP',
  JP: 'JPY',
  NO: 'NOK',
  PL: 'PLN',
  SE: 'SEK',
  US: 'USD',
};

/** A first guess from a language tag such as en-GB. */
export function usualCurrency(tag: string): string {
  return BY_REGION[new Intl.Locale(tag).region ?? ''] ?? 'EUR';
}
