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

/** The zone that somebody typed, in whatever case and with spaces or underscores; null for what is none of them. */
export function zoneFrom(text: string, zones: readonly string[]): string | null {
  const typed = text.trim().toLowerCase().replaceAll(' ', '_');
  return zones.find((zone) => zone.toLowerCase() === typed) ?? null;
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
