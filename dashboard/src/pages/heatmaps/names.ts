import type { PointElement } from '../../api/heatmaps';
import type { Layout } from '../../elements/heatmap/Backdrop';
import { plain, shownText } from '../../elements/heatmap/find';
import { pageName } from '../../elements/heatmap/named';
import { elementName } from './words';

export type Named = Pick<PointElement, 'selector' | 'tag' | 'text'>;

/** A page whose letters are all masked tells no names. */
const MASKED = /^[Xx\s\d\p{P}\p{S}]*$/u;

/**
 * What elements are called beside this map. The text of one of several like elements is that of its latest click, when another order may
 * have put something else in its place: it is called what stands at that place on the picture.
 */
export function namesIn(layout: Layout | null): (named: Named) => string {
  return (named) => {
    const element = layout?.anchors.element(named) ?? null;
    if (element === null) return elementName(named);
    if (named.text === '') return elementName(named, pageName(element));
    const pictured = named.selector.includes(':nth-of-type') ? shownText(element) : '';
    return elementName(MASKED.test(pictured) || plain(pictured) === plain(named.text) ? named : { ...named, text: pictured });
  };
}

/** Why the picture does not show an element: it is in a part that is closed, or not there at all. */
export type Unseen = 'hidden' | 'gone';

export function unseenIn(layout: Layout | null): (named: Named) => Unseen | null {
  return (named) => (layout === null ? null : layout.anchors.isHidden(named) ? 'hidden' : layout.anchors.element(named) === null ? 'gone' : null);
}
