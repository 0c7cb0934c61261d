/**
 * Planted problems: what is wrong with the shop on purpose, so that Polku can be seen to find it. The browser's part;
 * the server's is PlantedProblems.java, and docs/demo.md tells of all with what they do to whom. A browser meets them
 * once it has opened a page with `?planted=on`, until one with `?planted=off`.
 */
const COOKIE = 'paahto-planted=on';
const SLOW_PRICE_MILLIS = 6000;

const planted = () => document.cookie.split('; ').includes(COOKIE);

const asked = new URLSearchParams(location.search).get('planted');
if (asked === 'on') document.cookie = `${COOKIE}; path=/; SameSite=Lax`;
if (asked === 'off') document.cookie = `${COOKIE}; path=/; Max-Age=0; SameSite=Lax`;

/** Phones: what a parcel costs is told so late that people fear the worst. In ms, 0 for everybody else. */
export function deliveryPriceDelay() {
  return planted() && innerWidth < 720 ? SLOW_PRICE_MILLIS : 0;
}

/** Tablets: "Show grind guide" does nothing. */
export function grindGuideIsDead() {
  return planted() && matchMedia('(pointer: coarse)').matches && Math.min(screen.width, screen.height) >= 600;
}

/** Firefox: the first payment by card runs into a mistake of the script. */
export function stumbleOverWallet() {
  if (!planted() || !navigator.userAgent.includes('Firefox/') || sessionStorage.getItem('paahto.stumbled')) return;
  sessionStorage.setItem('paahto.stumbled', 'yes');
  const { wallet } = window;
  wallet.token();
}

/** Everybody who does not live in Finland: another country throws them back into the cart. */
export function countryLeadsBackToCart(country) {
  return planted() && country !== 'FI';
}
