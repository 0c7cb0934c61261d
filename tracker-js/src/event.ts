import type { Happening } from './beacon';
import type { EventOptions, Product, Props, PropValue } from './polku';
import { cut } from './text';

/** A custom event cut to the contract's limits, or nothing if there is no telling what is meant. */
export function customEvent(name: string, { props, revenue, items }: EventOptions = {}): Happening | undefined {
  name = cut(name, 64);
  if (!name || name == 'pageview') return undefined;
  const event: Happening = { type: 'event', name, props: kept(props) };
  if (revenue && Math.abs(revenue.amount) <= 1e12 && /^[a-z]{3}$/i.test(revenue.currency)) {
    event.revenue = { amount: +revenue.amount, currency: revenue.currency.toUpperCase() };
  }
  if (items) event.items = items.slice(0, 50).map(product);
  return event;
}

/** At most 30 properties, each a number, a boolean or text. */
export function kept(props: Props = {}): Record<string, PropValue> {
  const taken: Record<string, PropValue> = {};
  Object.keys(props)
    .slice(0, 30)
    .forEach(key => {
      const value = props[key];
      key = cut(key, 64);
      if (key && value != null) taken[key] = value === !!value || Number.isFinite(value) ? value : cut(value, 500);
    });
  return taken;
}

function product({ id, name = '', category = '', variant = '', price, quantity = 1 }: Product) {
  return {
    id: cut(id, 64),
    name: cut(name, 128),
    category: cut(category, 128),
    variant: cut(variant, 128),
    price: +price! || undefined,
    quantity: Math.min(1e4, Math.max(1, quantity | 0)),
  };
}
