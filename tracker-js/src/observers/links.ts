import { listen, type Stop } from '../listen';
import { isOwn } from '../url';

const FILES = /\.(pdf|docx?|xlsx?|pptx?|csv|txt|zip|rar|7z|t?gz|dmg|exe|apk|mp[34])$/i;

/** Links that lead out of the site, and links to files. Opened by key, by the middle button or in a new tab they count too. */
export function observeLinks(report: (kind: 'outbound' | 'downloads', url: string) => void): Stop {
  return listen<MouseEvent>('click auxclick', event => {
    const link = event.composedPath().find(node => (node as Element).localName == 'a') as HTMLAnchorElement | undefined;
    if (!link || event.button > 1 || !/^http/.test(link.protocol)) return;
    if (link.hasAttribute('download') || FILES.test(link.pathname)) report('downloads', link.href);
    else if (!isOwn(link)) report('outbound', link.href);
  });
}
