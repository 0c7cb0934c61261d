const formats = {
  en: new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' }),
  fi: new Intl.NumberFormat('fi-FI', { style: 'currency', currency: 'EUR' }),
};

/** Whole cents as people of the page's language read them: 1390 → "€13.90", "13,90 €". */
export function money(cents) {
  return formats[document.documentElement.lang].format(cents / 100);
}
