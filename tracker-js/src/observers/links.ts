import type { Listen } from '../listen';
import { isOwn } from '../url';

const FILES = /\.(pdf|(doc|xls|ppt)x?|csv|txt|zip|rar|7z|t?gz|dmg|exe|apk|mp[34])$/i;

/** Links that lead out of the site, and links to files. Opened by key, by the middle button or in a new tab they count too. */
export function observeLinks(listen: Listen, report: (kind: 'outbound' | 'downloads', url: string) => void): void {
  listen<MouseEvent>('click auxclick', event => {
    const link = event.composedPath().find(node => (node as Element).localName == 'a') as HTMLAnchorElement | undefined;
    if (!link || !/^http/.test(link.protocol) || event.button > 1) return;
    if (link.hasAttribute('download') || FILES.test(link.pathname)) report('downloads', link.href);
    else if (!isOwn(link)) report('outbound', link.href);
  });
}
