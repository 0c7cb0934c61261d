import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { heatmaps, type PageVersion, type Snapshot } from '../../api/heatmaps';
import type { Site } from '../../api/records';
import { rebuildIn } from '../../elements/heatmap/rebuilt';
import { Icon } from '../../elements/icon/Icon';

/** Pages that are rebuilt at one time: each is a document of its own. */
const MOST = 16;
/** Pages are rebuilt one after the other, so that the list stays quick. */
let queue: Promise<unknown> = Promise.resolve();
const shown = new Set<symbol>();

/** A small picture of a page: its first window, rebuilt when the picture comes into sight and given up when others need the room. */
export function Thumbnail({ site, version }: { site: Site; version: PageVersion | null }) {
  const host = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  const [snapshot, setSnapshot] = useState<Snapshot | null>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => setNear(entry!.isIntersecting), { rootMargin: '200px' });
    observer.observe(host.current!);
    return () => observer.disconnect();
  }, []);
  const wanted = near && version !== null;
  useEffect(() => {
    if (!wanted) return;
    const token = Symbol();
    let current = true;
    queue = queue.then(async () => {
      if (!current || shown.size >= MOST) return;
      shown.add(token);
      try {
        const found = await heatmaps.snapshot(site.id, version);
        if (current) setSnapshot(found);
      } catch {
        // A picture that does not come leaves its place empty: the page's figures say more.
      }
    });
    return () => {
      current = false;
      shown.delete(token);
      setSnapshot(null);
    };
  }, [site.id, version?.id, version?.page, wanted]);
  return (
    <div class="thumbnail" ref={host} aria-hidden="true">
      {snapshot === null ? (
        <span class="thumbnail-none">
          <Icon name="page" size={28} />
        </span>
      ) : (
        <Small key={snapshot.id} site={site} snapshot={snapshot} />
      )}
    </div>
  );
}

/** Not larger than this even where the card is wide: a phone's page stands in the middle. */
const LARGEST = 0.42;

/** The first window of the page, made as wide as the card. */
function Small({ site, snapshot }: { site: Site; snapshot: Snapshot }) {
  const host = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const stop = useRef<() => void>(() => {});
  const [ready, setReady] = useState(false);
  const [scale, setScale] = useState(0.2);
  const [width, height] = snapshot.viewport;
  useEffect(() => () => stop.current(), []);
  useLayoutEffect(() => {
    const card = host.current!.parentElement!;
    const observer = new ResizeObserver(() => setScale(Math.min(LARGEST, card.clientWidth / width)));
    observer.observe(card);
    return () => observer.disconnect();
  }, [width]);
  const show = async (): Promise<void> => {
    try {
      stop.current = await rebuildIn(frame.current!, snapshot, () => {});
      setReady(true);
    } catch {
      // As above.
    }
  };
  return (
    <div ref={host} class={`thumbnail-page${ready ? ' thumbnail-ready' : ''}`} style={{ width: `${width}px`, height: `${height}px`, transform: `scale(${scale}) translateX(-50%)` }}>
      <iframe ref={frame} title="" tabIndex={-1} sandbox="allow-same-origin" referrerPolicy="no-referrer" src={heatmaps.backdrop(site.id)} width={width} height={height} onLoad={() => void show()} />
    </div>
  );
}
