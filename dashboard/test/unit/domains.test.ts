import { domainToASCII } from 'node:url';
import { describe, expect, it } from 'vitest';
import { domainName, sameDomain } from '../../src/format/domains';

describe('an internationalised domain', () => {
  // What is decoded here was encoded by Node's own implementation.
  it.each(['kahvipöytä.fi', 'www.bücher.example', 'ääkköset.fi', 'пример.рф', '例え.テスト', 'مثال.إختبار', '한국.kr', '☕.example', '🦊-kauppa.fi', 'ö.fi'])(
    'is shown as %s',
    (name) => {
      const ascii = domainToASCII(name);
      expect(ascii).toContain('xn--');
      expect(domainName(ascii)).toBe(name);
      expect(sameDomain(` ${name.toUpperCase()}`, ascii)).toBe(true);
    },
  );

  it.each(['example.org', 'localhost', 'xn--', 'xn--a.fi', 'xn--99999999.fi', 'xn--!!.fi', ''])('is not seen in %s', (text) => {
    expect(domainName(text)).toBe(text);
  });

  it('differs from its look without dots', () => {
    expect(sameDomain('kahvipoyta.fi', domainToASCII('kahvipöytä.fi'))).toBe(false);
  });
});
