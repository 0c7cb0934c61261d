/** Browsers still list some zones by names that the time zone database has replaced. */
const RENAMED: Record<string, string> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** Today's name of a zone, where this browser knows it by that. */
export function todaysName(zone: string): string {
  const name = RENAMED[zone];
  return name !== undefined && isZone(name) ? name : zone;
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Every zone the browser knows, and the current one even where it does not. */
export function timeZones(current: string): string[] {
  const known = Intl.supportedValuesOf('timeZone').map(todaysName);
  return [...new Set(['UTC', ...known, todaysName(current)])].sort();
}

/** The zone that somebody typed, or that of the city; in whatever case, with spaces or underscores. Null for what is no single one. */
export function zoneFrom(text: string, zones: readonly string[]): string | null {
  const typed = text.trim().toLowerCase().replaceAll(' ', '_');
  const whole = zones.find((zone) => zone.toLowerCase() === typed);
  if (whole !== undefined) return whole;
  const cities = zones.filter((zone) => zone.toLowerCase().endsWith(`/${typed}`));
  return cities.length === 1 ? cities[0]! : null;
}

/** Currencies that sites are usually paid in come first, the rest by code. */
const USUAL = ['EUR', 'USD', 'GBP', 'SEK', 'NOK', 'DKK', 'CHF', 'PLN', 'JPY', 'AUD', 'CAD'];

/**
 * Browsers go on listing what nobody is paid in any more: those that the euro (BGN, HRK) or a successor (ANG, CUC, SLL, ZWL) has
 * replaced, and units that only states and banks reckon in (XDR, XSU). A site that has one keeps it.
 */
const GONE = ['ANG', 'BGN', 'CUC', 'HRK', 'SLL', 'XDR', 'XSU', 'ZWL'];

export function currencies(current: string, locale: string): { value: string; name: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  const codes = [...new Set([...USUAL, current, ...Intl.supportedValuesOf('currency').filter((code) => !GONE.includes(code))])];
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

/** Cities whose zones tell the currency more surely than the language does: many read English, few of them pay in pounds. */
const BY_CITY: Record<string, string> = {
  Copenhagen: 'DKK',
  London: 'GBP',
  Oslo: 'NOK',
  Stockholm: 'SEK',
  Tokyo: 'JPY',
  Warsaw: 'PLN',
  Zurich: 'CHF',
};
const EURO =
  'Amsterdam Athens Berlin Bratislava Brussels Dublin Helsinki Lisbon Ljubljana Luxembourg Madrid Malta Mariehamn Paris Riga Rome Sofia Tallinn Vienna Vilnius Zagreb'.split(' ');

/** A first guess from a time zone such as Europe/Helsinki, else from a language tag such as en-GB. */
export function usualCurrency(tag: string, zone: string): string {
  const city = zone.split('/').at(-1)!;
  if (EURO.includes(city)) return 'EUR';
  return BY_CITY[city] ?? BY_REGION[new Intl.Locale(tag).region ?? ''] ?? 'EUR';
}
