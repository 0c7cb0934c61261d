/** A domain as people write it: its xn-- labels with their own letters. Text that means no domain stays as it is. */
export function domainName(domain: string): string {
  if (!domain.includes('xn--')) return domain;
  return domain
    .split('.')
    .map((label) => (label.startsWith('xn--') ? legible(label) : label))
    .join('.');
}

/** The label's letters, if the browser would go to this very label for them. */
function legible(label: string): string {
  const letters = decoded(label.slice(4));
  if (letters === null) return label;
  try {
    return new URL(`http://${letters}`).hostname === label ? letters : label;
  } catch {
    return label;
  }
}

/** Whether the two are one domain, each written with letters or with xn--, in any case. */
export function sameDomain(one: string, other: string): boolean {
  const plain = (text: string): string => domainName(text.trim().toLowerCase()).normalize('NFC');
  return plain(one) === plain(other);
}

// The parameters of Punycode, RFC 3492 section 5.
const BASE = 36;
const SMALLEST = 1;
const LARGEST = 26;
const SKEW = 38;
const DAMP = 700;

/** Punycode without its prefix to text (RFC 3492 section 6.2); null for what is none. */
function decoded(code: string): string | null {
  const split = code.lastIndexOf('-');
  const letters = [...code.slice(0, Math.max(0, split))];
  const digits = [...code.slice(split + 1)].map((digit) => Number.parseInt(digit, BASE)).map(turned);
  let point = 128;
  let position = 0;
  let bias = 72;
  for (let at = 0; at < digits.length; ) {
    const start = position;
    for (let weight = 1, step = BASE; ; step += BASE) {
      const digit = digits[at++];
      if (digit === undefined || Number.isNaN(digit)) return null;
      position += digit * weight;
      const threshold = Math.min(LARGEST, Math.max(SMALLEST, step - bias));
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    const length = letters.length + 1;
    bias = adapted(position - start, length, start === 0);
    point += Math.floor(position / length);
    position %= length;
    if (point > 0x10ffff) return null;
    letters.splice(position++, 0, String.fromCodePoint(point));
  }
  return letters.join('');
}

/** JavaScript counts 0–9 before a–z, Punycode after. */
function turned(digit: number): number {
  return digit < 10 ? digit + 26 : digit - 10;
}

function adapted(moved: number, length: number, first: boolean): number {
  let delta = first ? Math.floor(moved / DAMP) : moved >> 1;
  delta += Math.floor(delta / length);
  let steps = 0;
  for (; delta > ((BASE - SMALLEST) * LARGEST) >> 1; steps += BASE) delta = Math.floor(delta / (BASE - SMALLEST));
  return steps + Math.floor((BASE * delta) / (delta + SKEW));
}
