/** What of a recording is masked: contacts and numbers, or every letter and digit. */
export type Mask = 'personal' | 'all';

/** The first part has at most 64 characters (RFC 5321), and without such a bound a long word would take time by its square. */
const EMAIL = /[\p{L}\p{N}._%+-]{1,64}(@|%40)[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+/gu;
/** Two digits or more, with what stands between those of a telephone number, a card, a date or a price. */
const NUMBER = /\p{Nd}[\p{Nd}\s.,:/()+-]*\p{Nd}/gu;
/** Seven digits or more: cards, telephones, accounts, dates of birth; and personal identity codes with a letter in the middle. */
const LONG_NUMBER = /\p{Nd}{6}[A-FU-Y]\p{Nd}{3}|\p{Nd}([ \xa0\u202f.()/+-]{0,3}\p{Nd}){6,}/giu;
/** As many digits as cards have; which of them are cards says their check digit. */
const CARD = /\p{Nd}([ +-]?\p{Nd}){12,18}/gu;
const QUERY = /[?#][^\s,"')]+/g;
const MAY_HOLD = /@|%40|\p{Nd}/u;
const DIGIT = /\p{Nd}/gu;

const dots = (email: string) => '•'.repeat(email.length);
const zeros = (number: string) => number.replace(DIGIT, '0');

/** The text in the same length and shape, without what may be somebody's. */
export function masked(text: string, mask: Mask): string {
  // most texts hold neither, which is many times cheaper to see
  if (mask != 'all' && !MAY_HOLD.test(text)) return text;
  return mask == 'all'
    ? text.replace(/\p{Lu}/gu, 'X').replace(/[\p{L}\p{M}]/gu, letter => (letter == 'X' ? letter : 'x')).replace(DIGIT, '0')
    : text.replace(EMAIL, dots).replace(NUMBER, zeros);
}

/** The text in the same length and shape, without e-mail addresses and long numbers: prices, amounts and times stay. */
export function withoutContacts(text: string): string {
  return MAY_HOLD.test(text) ? text.replace(EMAIL, dots).replace(LONG_NUMBER, zeros) : text;
}

/** An address in which something may be masked, which is looked for in what its escapes mean. It stays as it is where there is nothing. */
export function inAddress(address: string, mask: (plain: string) => string): string {
  if (!MAY_HOLD.test(address)) return address;
  let plain = address;
  try {
    plain = decodeURIComponent(address);
  } catch {
    // no escapes, or those of another encoding
  }
  const bare = mask(plain);
  return bare == plain ? address : bare.replace(/\s/g, '%20');
}

/** The address of something shown, which has to lead there still: a long number that is no card may name a file. */
export function withoutContactsInAddress(address: string): string {
  return /^data:/.test(address)
    ? address
    : inAddress(address, plain =>
        plain
          .replace(EMAIL, dots)
          .replace(CARD, number => (isCard(number.replace(/\D/g, '')) ? zeros(number) : number))
          .replace(QUERY, withoutContacts),
      );
}

/** Luhn's check digit, which one in ten other numbers has by chance. */
function isCard(digits: string): boolean {
  const sum = [...digits].reverse().reduce((sum, digit, i) => sum + (i % 2 ? (+digit * 2) % 9 || +digit : +digit), 0);
  return sum % 10 == 0;
}

/** Where a link leads, without what its query and fragment may tell; a place on the page stays. */
export function maskedLink(href: string, mask: Mask, mind: (path: string) => string = path => masked(path, 'personal')): string {
  if (href[0] == '#') return href;
  return mask == 'all' || !/^(https?:|[^:]*$|[^:]*\/)/i.test(href) ? '#' : mind(href.split(/[?#]/)[0]!);
}
