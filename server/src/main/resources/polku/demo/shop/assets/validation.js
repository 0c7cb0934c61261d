const POSTCODES = { FI: /^\d{5}$/, SE: /^\d{3} ?\d{2}$/, EE: /^\d{5}$/, DE: /^\d{5}$/, NO: /^\d{4}$/, DK: /^\d{4}$/ };

export const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

/** What is wrong with each field of a checkout step: {field: key of the text that says so}; empty when all is well. */
export function problems(step, data, today = new Date()) {
  const found = {};
  const need = (field) => { if (!data[field]?.trim()) found[field] = `bad.${field}`; };
  if (step === 'contact') {
    if (!EMAIL.test(data.email?.trim() ?? '')) found.email = 'bad.email';
    need('name');
    if (data.phone?.trim() && !/^\+?[\d ()-]{6,}$/.test(data.phone.trim())) found.phone = 'bad.phone';
  }
  if (step === 'shipping') {
    need('street');
    if (!POSTCODES[data.country]?.test(data.postcode?.trim() ?? '')) found.postcode = 'bad.postcode';
    need('city');
  }
  if (step === 'payment') {
    if (data.way === 'card') {
      if (!validCard(data.number ?? '')) found.number = 'bad.number';
      if (!validExpiry(data.expiry ?? '', today)) found.expiry = 'bad.expiry';
      if (!/^\d{3,4}$/.test(data.code ?? '')) found.code = 'bad.code';
    }
    if (!data.terms) found.terms = 'bad.terms';
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
