import { type MetricType, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals';
import { current, depart, listen, report } from '../lent';
import { selector } from '../selector';

const DAY = 86_400_000;

/** The Core Web Vitals and their kin, each once per load, with the element that it is about. */
export function observeVitals(): void {
  // they belong to the page that was loaded, also when a single-page application has moved on meanwhile
  let loaded = current();
  listen<PageTransitionEvent>('pageshow', ({ persisted }) => {
    if (persisted) loaded = current();
  });

  function tell({ name, value, rating, entries }: MetricType): void {
    const target = element(entries);
    report(
      { type: 'vital', name, value: Math.min(DAY, value), rating, ...(target && { target: selector(target) }) },
      loaded,
    );
  }

  [onLCP, onINP, onCLS, onFCP, onTTFB].forEach(observe => observe(tell));
  // most are known when the page is hidden, which those above hear of while the event goes down, and after the core
  addEventListener('visibilitychange', () => {
    if (document.hidden) depart();
  });
}

/** Of the largest paint, the slowest interaction, the largest shift. */
function element(entries: readonly PerformanceEntry[]): Element | undefined {
  let found: Node | null | undefined;
  let largest = -1;
  entries.forEach(entry => {
    const { element, target, sources, value = entry.duration } = entry as PerformanceEntry & {
      element?: Element;
      target?: Node;
      sources?: { node?: Node }[];
      value?: number;
    };
    const node = element || target || sources?.[0]?.node;
    if (node && value > largest) {
      largest = value;
      found = node;
    }
  });
  return found ? ((found as Element).localName ? (found as Element) : found.parentElement!) : undefined;
}
