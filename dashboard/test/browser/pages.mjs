/** Every page and state worth looking at: its address, how to get the mock there, and what to wait for. */
const SHOP = '/sites/paahto000001';

export const PAGES = [
  { name: 'signin', path: SHOP, signedIn: false, wait: '.door form' },
  { name: 'setup', path: '/setup#token=first-run', signedIn: false, state: { setupRequired: true }, wait: '.door form' },
  { name: 'sites', path: '/sites', wait: '.sparkline' },
  { name: 'sites-new', path: '/sites/new', wait: '.form-card' },
  { name: 'install', path: '/sites/new000000001/install', wait: '.install-pulse' },
  { name: 'install-done', path: `${SHOP}/install`, wait: '.install-check' },
  { name: 'overview', path: SHOP, wait: '.breakdown' },
  { name: 'overview-today', path: `${SHOP}?period=today&metric=pageviews`, wait: '.breakdown' },
  { name: 'overview-year', path: `${SHOP}?period=12m&metric=revenue`, wait: '.breakdown' },
  {
    name: 'overview-filtered',
    path: `${SHOP}?period=30d&metric=conversionRate&f=is:country:FI,SE&f=is:device:mobile&f=contains:page:/blogi/mista-kahvin-hapokkuus&tab.sources=channel`,
    wait: '.breakdown',
  },
  { name: 'overview-first', path: '/sites/new000000001', wait: '.first-look' },
  { name: 'overview-empty', path: `${SHOP}?f=is:country:JP`, wait: '.empty' },
  { name: 'overview-error', path: SHOP, state: { failing: 503 }, wait: '.problem' },
  { name: 'overview-loading', path: SHOP, state: { latency: 30_000 }, only: 'shell', wait: '.skeleton' },
  { name: 'overview-table', path: `${SHOP}?period=30d`, wait: '.breakdown', act: (page) => page.getByRole('button', { name: 'Show as table' }).click() },
  { name: 'period', path: SHOP, wait: '.breakdown', act: (page) => page.getByRole('button', { name: /^Period/ }).click() },
  { name: 'filter', path: `${SHOP}?f=is:country:FI`, wait: '.breakdown', act: (page) => page.getByRole('button', { name: 'Add a filter' }).click() },
  { name: 'filter-edit', path: `${SHOP}?f=is:device:mobile&f=is:country:FI,SE`, wait: '.breakdown', act: (page) => page.getByRole('button', { name: /^Change the filter: Country/ }).click() },
  { name: 'switcher', path: SHOP, wait: '.breakdown', act: (page) => page.getByRole('button', { name: /^Choose a site/ }).click() },
  { name: 'filter-or', path: `${SHOP}?f=or:is:country:FI;is:device:mobile`, wait: '.breakdown', act: (page) => page.getByRole('button', { name: /^Change the filter: / }).click() },
  { name: 'account', path: SHOP, wait: '.breakdown', act: (page) => page.getByRole('button', { name: 'Account' }).click() },
  {
    name: 'chart-hover',
    path: SHOP,
    wait: '.breakdown',
    act: async (page) => {
      const box = await page.locator('.u-over').boundingBox();
      await page.mouse.move(box.x + box.width * 0.68, box.y + box.height / 2);
    },
  },
  { name: 'realtime', path: `${SHOP}/realtime`, wait: '.minutes-bars' },
  { name: 'realtime-filtered', path: `${SHOP}/realtime?f=is:device:mobile`, wait: '.minutes-bars' },
  { name: 'settings', path: `${SHOP}/settings`, wait: '.thing' },
  { name: 'keys', path: '/keys', wait: '.thing' },
  { name: 'delete', path: `${SHOP}/settings`, wait: '.thing', act: (page) => page.getByRole('button', { name: 'Delete the goal Newsletter' }).click() },
  { name: 'misread', path: `${SHOP}?period=bogus&f=is:country:FI`, wait: '.breakdown' },
  { name: 'overview-few', path: `${SHOP}?f=is:country:FR`, wait: '.breakdown' },
  { name: 'missing', path: '/nowhere', wait: '.empty' },
  { name: 'overview-fi', path: `${SHOP}?period=30d`, wait: '.breakdown', locale: 'fi-FI' },
  { name: 'overview-few-fi', path: `${SHOP}?f=is:country:FR`, wait: '.breakdown', locale: 'fi-FI' },
];
