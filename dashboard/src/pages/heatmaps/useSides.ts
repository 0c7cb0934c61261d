import { useMemo, useState } from 'preact/hooks';
import { DEVICES, type ElementsAnswer, type Sample } from '../../api/heatmaps';
import { colouredBy, type Choice } from './choice';
import { colouringOf, type Colouring } from './colours';
import { bothSides, isDevice, sampleOf, sidesOf, type BothSides } from './differences';
import { isEverywhere, type MapAnswer } from './useMap';

/** What two maps need to be read beside each other; of a lone map its own part. */
export interface Sides {
  /** How many stand behind each map; null where that is not known. */
  own: Sample | null;
  rival: Sample | null;
  /** Clicks and click rates of the elements on both sides; null where nothing is compared, or not yet. */
  elements: BothSides[] | null;
  sizes: { own: Sample; rival: Sample } | null;
  colouring: Colouring | null;
  /** The strongest spot of both maps for each pageview, or outright where their pageviews are not known; null while no heat is drawn. */
  most: number | null;
  perView: boolean;
  alike: (side: 'own' | 'rival') => { most: number | null; tell: (most: number | null) => void };
}

export function useSides(choice: Choice, own: MapAnswer, rival: MapAnswer, answer: ElementsAnswer | null): Sides {
  const [peaks, setPeaks] = useState<{ own: number | null; rival: number | null }>({ own: null, rival: null });
  const rivalDevice = choice.rival !== null && isDevice(choice.rival) ? choice.rival : choice.device;
  const sizes = choice.rival === null || answer === null ? null : sidesOf(answer, choice.rival, choice.device);
  const sampled = (map: MapAnswer, device: Choice['device']): Sample | null => {
    const samples = map.drawn === null ? null : 'points' in map.drawn ? map.drawn.points.samples : map.drawn.scroll.samples;
    if (samples === null) return null;
    if (!isEverywhere(choice)) return sampleOf(samples, device);
    const sum = (figure: 'pageviews' | 'sessions'): number => DEVICES.reduce((total, one) => total + sampleOf(samples, one)[figure], 0);
    return { device, pageviews: sum('pageviews'), sessions: sum('sessions') };
  };
  const leavers = choice.rival === 'leavers';
  const [mine, theirs] = leavers ? [sizes?.own ?? null, sizes?.rival ?? null] : [sampled(own, choice.device), sampled(rival, rivalDevice)];

  const elements = useMemo(() => (choice.rival === null || answer === null ? null : bothSides(answer, choice.rival, choice.device)), [answer, choice.rival, choice.device]);
  const [ownPoints, rivalPoints] = [own, rival].map(({ drawn }) => (drawn !== null && 'points' in drawn ? drawn.points : null));
  const colouring = useMemo(() => {
    if (choice.look !== 'confetti' || choice.difference || !ownPoints || (choice.rival !== null && !rivalPoints)) return null;
    return colouringOf(choice.rival === null ? [ownPoints] : [ownPoints, rivalPoints!], colouredBy(choice));
  }, [ownPoints, rivalPoints, choice.look, choice.by, choice.rival, choice.difference]);

  const perView = mine !== null && theirs !== null && mine.pageviews > 0 && theirs.pageviews > 0;
  const views = { own: perView ? mine.pageviews : 1, rival: perView ? theirs.pageviews : 1 };
  const known = (['own', 'rival'] as const).flatMap((side) => (peaks[side] === null ? [] : [peaks[side] / views[side]]));
  const most = known.length === 0 ? null : Math.max(...known);
  return {
    own: mine,
    rival: theirs,
    elements,
    sizes,
    colouring,
    most,
    perView,
    alike: (side) => ({ most: most === null ? null : most * views[side], tell: (peak) => setPeaks((before) => (before[side] === peak ? before : { ...before, [side]: peak })) }),
  };
}
