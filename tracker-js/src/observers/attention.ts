import { share, size } from '../place';
import { report, taps, when } from '../lent';

type Span = [top: number, bottom: number, active: number];

/**
 * A window that moves on within so many ms did not stay: it takes its time along. Since that makes at most 40 spans between two
 * pings, an item always fits the contract's 50.
 */
const STAY = 500;

/** Which parts of the document were in the window while the visitor was active, and for how long. */
export function observeAttention(): void {
  let spans: Span[] = [];
  let height = size()[1];

  const place = (y: number) => share(scrollY + y, height, 1000);
  const look = (active = 0): Span => [place(0), place(innerHeight), active];
  let span = look();

  taps.push((happening?: unknown, active?: unknown, whole?: unknown) => {
    if (happening) return;
    span[2] += active as number;
    height = whole as number;
    const seen = look(span[2]);
    if (`${seen}` != `${span}`) {
      if (span[2] >= STAY) {
        spans.push(span);
        seen[2] = 0;
      }
      span = seen;
    }
  });
  function restart(): void {
    spans = [];
    span = look();
  }

  when('engagement', () => {
    spans = [...spans, span].filter(each => (each[2] = Math.round(each[2])));
    if (spans[0]) report({ type: 'attention', document: size(), spans });
    restart();
  });
  // what has gathered on a page that is excluded is not this one's
  when('pageview', restart);
}
