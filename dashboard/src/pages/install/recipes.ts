import type { Site } from '../../api/records';

export const WAYS = ['html', 'gtm', 'wordpress', 'next', 'vite', 'nuxt', 'server', 'pixel'] as const;
export type Way = (typeof WAYS)[number];

/** The line that a site's pages carry. */
export function snippetOf(site: Site, origin: string): string {
  return `<script defer src="${origin}/t.js" data-site="${site.id}"></script>`;
}

/** What to paste for each way of building a site. `key` is an API key that may send events, or a name that stands for one. */
export function recipe(way: Way, site: Site, origin: string, key: string): string {
  const snippet = snippetOf(site, origin);
  switch (way) {
    case 'html':
    case 'vite':
      return snippet;
    case 'gtm':
      // The tag manager drops data attributes of tags that are written out.
      return `<script>
  var s = document.createElement('script')
  s.src = '${origin}/t.js'
  s.dataset.site = '${site.id}'
  document.head.appendChild(s)
</script>`;
    case 'wordpress':
      return `add_action( 'wp_head', function () {
  echo '${snippet}';
} );`;
    case 'next':
      return `import Script from 'next/script'

<Script src="${origin}/t.js" data-site="${site.id}" />`;
    case 'nuxt':
      return `export default defineNuxtConfig({
  app: { head: { script: [
    { src: '${origin}/t.js', defer: true, 'data-site': '${site.id}' },
  ] } },
})`;
    case 'server':
      return `curl ${origin}/api/v1/events \\
  -H "Authorization: Bearer ${key}" \\
  -H 'Content-Type: application/json' \\
  -d '[{"site":"${site.id}","visitorId":"customer-17","name":"renewal",
        "revenue":{"amount":99,"currency":"${site.currency}"},"id":"order-4711"}]'`;
    case 'pixel':
      return `<noscript><img src="${origin}/p.gif?site=${site.id}" referrerpolicy="no-referrer-when-downgrade" alt=""></noscript>`;
  }
}
