import type { Happening } from './beacon';
import type { EventOptions, PropValue } from './polku';
import { cut } from './text';

/** A custom event cut to the contract's limits, or nothing if there is no telling what is meant. */
export function customEvent(name: string, { props = {}, revenue }: EventOptions = {}): Happening | undefined {
  name = cut(name, 64);
  if (!name || name == 'pageview') return undefined;
  const kept: Record<string, PropValue> = {};
  Object.keys(props)
    .slice(0, 30)
    .forEach(key => {
      const value = props[key];
      key = cut(key, 64);
      if (key && value != null) kept[key] = value === !!value || Number.isFinite(value) ? value : cut(value, 500);
    });
  const event: Happening = { type: 'event', name, props: kept };
  if (revenue && Math.abs(revenue.amount) <= 1e12 && /^[a-z]{3}$/i.test(revenue.currency)) {
    event.revenue = { amount: +revenue.amount, currency: revenue.currency.toUpperCase() };
  }
  return event;
}
