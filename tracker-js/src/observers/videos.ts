import type { Page } from '../beacon';
import { cleanUrl, current, event, listen } from '../lent';
import { selector } from '../selector';

const MILESTONES = ['play', '25', '50', '75', 'complete'];

/** How far videos are watched: each milestone once a pageview and video. One that loops is decoration. */
export function observeVideos(): void {
  const told = new WeakMap<EventTarget, [page: Page | undefined, milestones: number]>();

  listen('play timeupdate ended', ({ type, target }) => {
    const video = target as HTMLVideoElement;
    if (video.localName != 'video' || video.loop) return;
    const page = current();
    const [before, count] = told.get(video) || [];
    const reached =
      type == 'ended' ? MILESTONES.length : Math.max(1, Math.min(4, Math.floor(1 + (video.currentTime / video.duration) * 4) || 1));
    const title = video.title || video.getAttribute('aria-label');
    const { currentSrc } = video;
    const name = title ? { title } : /^http/.test(currentSrc) ? { url: cleanUrl(currentSrc) } : { title: selector(video) };
    MILESTONES.slice(page == before ? count : 0, reached).forEach(action => event('video', { props: { action, ...name } }));
    told.set(video, [page, page == before ? Math.max(count!, reached) : reached]);
  });
}
