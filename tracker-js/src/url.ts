/** Says where a visitor came from; any other parameter may hold a secret and stays in the browser. */
const CAMPAIGN = /^(utm_\w+|ref|source)$/;
/** gclid, msclkid, gbraid, li_fat_id… name an advertiser's click. That there was one is worth knowing, which one is not. */
const CLICK_ID = /(clk?|bra|fat_)id$/;

/** The URL without credentials, fragment and query, save campaign parameters and, where asked for, a route in the fragment. */
export function cleanUrl(href: string, hashRoutes?: boolean): string {
  const url = new URL(href);
  const query = url.searchParams;
  [...query.keys()].forEach(name => {
    if (CLICK_ID.test(name)) query.set(name, '1');
    else if (!CAMPAIGN.test(name)) query.delete(name);
  });
  url.username = url.password = '';
  url.hash = hashRoutes ? route(url.hash) : '';
  return url.href.slice(0, 2048);
}

/** `#/cart?token=1` is the route `#/cart`; `#reviews` is a place in a page and no route. */
export function route(hash: string): string {
  return /^#!?\//.test(hash) ? hash.split('?')[0]! : '';
}

/** A site with and without `www.` is one. */
export function isOwn(url: URL | HTMLAnchorElement): boolean {
  return url.hostname.replace('www.', '') == location.hostname.replace('www.', '');
}
