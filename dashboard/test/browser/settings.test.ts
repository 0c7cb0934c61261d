import { expect, it } from 'vitest';
import { NEW_SITE, SHOP, stage } from './stage';

const at = stage();
const button = (name: string | RegExp) => at.page.getByRole('button', { name });

it('changes a goal in its place', async () => {
  await at.open(`${SHOP}/settings/goals`);
  await button('Change Newsletter').click();
  await at.page.getByLabel('Value (EUR)').fill('3,5');
  await button('Save').click();
  await at.page.getByText('€3.50').waitFor();
  expect(at.state.goals.paahto000001[1]).toMatchObject({ name: 'Newsletter', event: 'newsletter_signup', page: null, value: 3.5 });
});

it('keeps a suggested goal with one click', async () => {
  await at.open(`${SHOP}/settings/goals`);
  await button('Keep /kiitos').click();
  await at.page.getByText('Kept').waitFor();
  expect(at.state.goals.paahto000001.at(-1)).toMatchObject({ name: '/kiitos', page: '/kiitos', event: null, value: null });
});

it('makes a group of pages that look alike, and says when a name is taken', async () => {
  await at.open(`${SHOP}/settings/groups`);
  await button('Name it /blogi/*').click();
  await expect.poll(() => at.page.getByLabel('Pattern').inputValue()).toBe('/blogi/*');
  await at.page.getByLabel('Name').fill('Coffees');
  await button('Add the group').click();
  await at.page.getByText('There is a group of that name already.').waitFor();
  await at.page.getByLabel('Name').fill('Blog');
  await button('Add the group').click();
  await at.page.locator('.thing', { hasText: 'Blog' }).waitFor();
  await expect.poll(() => at.page.getByText('Pages that look alike').count()).toBe(0);
});

it('notes a day by the site’s clock', async () => {
  await at.open(`${SHOP}/settings/notes`);
  await at.page.getByLabel('Day').fill('2026-11-10');
  await at.page.getByLabel('What happened').fill('Prices up');
  await button('Add the note').click();
  await at.page.locator('.thing', { hasText: 'Prices up' }).waitFor();
  expect(at.state.notes.paahto000001.find(({ text }: { text: string }) => text === 'Prices up').at).toBe('2026-11-09T22:00:00.000Z');
});

it('says what counts: query parameters, addresses, and the link that leaves a browser out', async () => {
  await at.open(`${SHOP}/settings/counting`);
  await at.page.getByLabel('Parameters that tell pages apart').fill('id\nvariant');
  await button('Save').first().click();
  await at.page.getByText('✓ Saved').waitFor();
  await at.page.getByLabel('Addresses and networks').fill('192.0.2.7, 2001:db8::/32');
  await button('Save').nth(1).click();
  await at.page.getByText('✓ Saved').nth(1).waitFor();
  expect(at.state.sites[0]).toMatchObject({ queryParameters: ['id', 'variant'], excludedAddresses: ['192.0.2.7', '2001:db8::/32'] });
  await at.page.getByText('https://paahto.example/#polku-ignore', { exact: true }).waitFor();
});

it('says what goes with a site, and that it is gone', async () => {
  await at.open(`${SHOP}/settings`);
  await at.page.getByText(/^This deletes [\d,]+ sessions with [\d,]+ events since/).waitFor();
  await at.page.getByLabel('Write paahto.example to confirm').fill('paahto.example');
  await button('Delete the site and its data').click();
  await at.page.getByText('paahto.example is deleted. Its data is being erased in the background.').waitFor();
});

it('changes the password, and explains a wrong one', async () => {
  await at.open('/account');
  await at.page.getByLabel('Current password').fill('a guess');
  await at.page.getByLabel('New password', { exact: true }).fill('four wise words now');
  await at.page.getByLabel('New password again').fill('four wise words now');
  await button('Change the password').click();
  await at.page.getByText('This is not your current password.').waitFor();
  await at.page.getByLabel('Current password').fill(at.state.password);
  await button('Change the password').click();
  await at.page.getByText('✓ Saved').waitFor();
  expect(at.state.password).toBe('four wise words now');
});

it('takes language and theme along to the next device', async () => {
  await at.open('/account');
  await button('Suomi').click();
  await at.page.getByRole('heading', { name: 'Oma tili' }).waitFor();
  await button('Tumma').click();
  await at.page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark');
  await expect.poll(() => at.state.user).toMatchObject({ language: 'fi', theme: 'dark' });
  await at.page.evaluate(() => localStorage.clear());
  await at.page.reload();
  await at.page.getByRole('heading', { name: 'Oma tili' }).waitFor();
  await expect.poll(() => at.page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
});

it('looks at the page by itself when nothing comes, and stops asking when something does', async () => {
  await at.open(`${NEW_SITE}/install`);
  await at.page.getByText('Waiting for the first event…').waitFor();
  await expect.poll(() => at.page.locator('.check-findings').count()).toBe(0);
  await at.page.clock.fastForward(20_000);
  await at.page.getByText('The snippet is not on the page.').waitFor();
  at.state.findings = [{ code: 'policyBlocksScript', detail: 'script-src' }, { code: 'notReachable', detail: 'something new' }];
  await button('Look at it').click();
  await at.page.getByText('content security policy (script-src) does not let the script load').waitFor();
  await at.page.getByText('The page could not be opened from the server.').waitFor();
  at.state.firstEventAt.new000000001 = '2026-11-19T13:40:00Z';
  await at.page.clock.fastForward(2_000);
  await at.page.getByText('The first event has arrived').waitFor();
});

it('says what came and was not counted, and takes the host of it into the site', async () => {
  await at.open(`${NEW_SITE}/install`);
  await button('Look at it').click();
  await at.page.getByRole('heading', { name: 'Came since yesterday, and was not counted' }).waitFor();
  const finding = (text: string) => at.page.locator('.check-findings li', { hasText: text });
  await finding('12 pageviews came from shop.example.net, which is not among this site’s domains.').waitFor();
  await finding('1 pageview came from localhost, a page on somebody’s own machine').waitFor();
  await finding('2 events came from browsers that ask not to be tracked').waitFor();
  await finding('5 pageviews came from robots: HeadlessChrome, GPTBot.').waitFor();

  await button('Add shop.example.net to the site').click();
  await finding('shop.example.net is one of this site’s domains now').waitFor();
  expect(at.state.sites.find(({ id }: { id: string }) => id === 'new000000001').aliases).toEqual(['shop.example.net']);
  await expect.poll(() => button('Add shop.example.net to the site').count()).toBe(0);
  await button('Add localhost to the site').click();
  await finding('localhost is one of this site’s domains now').waitFor();
  expect(at.state.sites.find(({ id }: { id: string }) => id === 'new000000001').aliases).toEqual(['shop.example.net', 'localhost']);

  await finding('3 pageviews came from addresses that you leave out').getByRole('link', { name: 'See the addresses' }).click();
  await at.page.getByLabel('Addresses and networks').waitFor();
});

it('tells a site that is counted what is missing of it, where somebody asks', async () => {
  at.state.findings = [{ code: 'snippetFound', detail: 'https://stats.example.org/t.js' }];
  at.state.leftOut.paahto000001 = [{ reason: 'otherHost', name: 'xn--kahvipyt-7za1p.fi', pageviews: 1, events: 1, lastAt: '2026-11-19T13:38:20Z' }];
  await at.open('/sites/paahto000001/install');
  await at.page.getByText('Is something missing?').waitFor();
  await at.page.getByLabel('Page to look at').fill('paahto.example/kahvit');
  await button('Look at it').click();
  await expect.poll(() => at.page.getByLabel('Page to look at').inputValue()).toBe('https://paahto.example/kahvit');
  await at.page.getByText('1 pageview came from kahvipöytä.fi').waitFor();
  await expect.poll(() => at.page.getByText('Nothing on the page stands in the way.').count()).toBe(0);
});

it('writes the snippet for each way of building a site, with a real key for servers', async () => {
  await at.open(`${NEW_SITE}/install`);
  const code = at.page.locator('.snippet code');
  for (const [way, text] of [
    ['Tag Manager', "s.dataset.site = 'new000000001'"],
    ['WordPress', "add_action( 'wp_head'"],
    ['Next.js', `<Script src="${at.origin()}/t.js" data-site="new000000001" />`],
    ['No script', `${at.origin()}/p.gif?site=new000000001`],
    ['Server', 'Bearer $POLKU_KEY'],
  ] as const) {
    await button(way).click();
    await expect.poll(() => code.textContent()).toContain(text);
  }
  await button('Make a key for it').click();
  await at.page.getByText('The key stands in the command.').waitFor();
  await expect.poll(() => code.textContent()).toContain('Bearer polku_');
  expect(at.state.keys.at(-1)).toMatchObject({ rights: ['ingest'] });
  await at.page.reload();
  await expect.poll(() => code.textContent()).toContain('Bearer $POLKU_KEY');
});
