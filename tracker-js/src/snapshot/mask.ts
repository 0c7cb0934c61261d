/** What of a recording is masked: contacts and numbers, or every letter and digit. */
export type Mask = 'personal' | 'all';

const EMAIL = /[\p{L}\p{N}._%+-]+(@|%40)[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+/gu;
/** Two digits or more, with what stands between those of a telephone number, a card, a date or a price. */
const NUMBER = /\p{Nd}[\p{Nd}\s.,:/()+-]*\p{Nd}/gu;
const MAY_HOLD = /@|%40|\p{Nd}/u;
const DIGIT = /\p{Nd}/gu;

/** The text in the same length and shape, without what may be somebody's. */
export function masked(text: string, mask: Mask): string {
  // most texts hold neither, which is many times cheaper to see
  if (mask != 'all' && !MAY_HOLD.test(text)) return text;
  return mask == 'all'
    ? text.replace(/\p{Lu}/gu, 'X').replace(/[\p{L}\p{M}]/gu, letter => (letter == 'X' ? letter : 'x')).replace(DIGIT, '0')
    : text.replace(EMAIL, email => '•'.repeat(email.length)).replace(NUMBER, number => number.replace(DIGIT, '0'));
}

/** Where a link leads, without what its query and fragment may tell; a place on the page stays. */
export function maskedLink(href: string, mask: Mask): string {
  if (href[0] == '#') return href;
  return mask == 'all' || !/^(https?:|[^:]*$|[^:]*\/)/i.test(href) ? '#' : masked(href.split(/[?#]/)[0]!, 'personal');
}
