const euros = new Intl.NumberFormat('fi-FI', { style: 'currency', currency: 'EUR' });

/** Whole cents as people read them: 1390 → "13,90 €". */
export function money(cents) {
  return euros.format(cents / 100);
}
