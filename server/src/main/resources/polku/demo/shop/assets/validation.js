const POSTCODES = { FI: /^\d{5}$/, SE: /^\d{3} ?\d{2}$/, EE: /^\d{5}$/, DE: /^\d{5}$/, NO: /^\d{4}$/, DK: /^\d{4}$/ };

/** What is wrong with each field of a checkout step, in words: {field: sentence}; empty when all is well. */
export function problems(step, data, today = new Date()) {
  const found = {};
  const need = (field, sentence) => { if (!data[field]?.trim()) found[field] = sentence; };
  if (step === 'contact') {
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(data.email?.trim() ?? '')) found.email = 'We need an e-mail address for the receipt, like you@example.org.';
    need('name', 'Whose name shall we write on the parcel?');
    if (data.phone?.trim() && !/^\+?[\d ()-]{6,}$/.test(data.phone.trim())) found.phone = 'A phone number has digits only, and perhaps a + in front.';
  }
  if (step === 'shipping') {
    need('street', 'Where do you live?');
    need('city', 'And in which town?');
    if (!POSTCODES[data.country]?.test(data.postcode?.trim() ?? '')) found.postcode = 'This does not look like a postcode of that country.';
  }
  if (step === 'payment') {
    if (data.way === 'card') {
      if (!validCard(data.number ?? '')) found.number = 'This card number has a slip in it.';
      if (!validExpiry(data.expiry ?? '', today)) found.expiry = 'A month and year to come, like 08/29.';
      if (!/^\d{3,4}$/.test(data.code ?? '')) found.code = 'Three digits, on the back.';
    }
    if (!data.terms) found.terms = 'Please accept the terms first.';
  }
  return found;
}

/** Luhn's check. */
function validCard(text) {
  const digits = text.replace(/[ -]/g, '');
  if (!/^\d{12,19}$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = Number(digits[digits.length - 1 - i]);
    if (i % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}

function validExpiry(text, today) {
  const match = /^(0[1-9]|1[0-2])\/(\d{2})$/.exec(text.trim());
  return match !== null && new Date(2000 + Number(match[2]), Number(match[1]), 1) > today;
}
