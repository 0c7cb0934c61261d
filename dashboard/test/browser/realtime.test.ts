import { expect, it } from 'vitest';
import { SHOP, stage } from './stage';

const at = stage();
/** Enough visitors for the page to be among those of the most. */
const happen = (): void => {
  for (let n = 0; n < 4; n++) at.state.happen('paahto000001', '/uutuus');
};
const feed = () => at.page.locator('.feed-event');

it('shows a visit the moment it comes, without asking', async () => {
  await at.open(`${SHOP}/realtime`);
  await at.page.getByText('Live: changes appear as they happen.').waitFor();
  await feed().first().waitFor();
  happen();
  await feed().first().getByText('/uutuus').waitFor();
  await at.page.locator('.breakdown').first().getByText('/uutuus').waitFor();
});

it('holds the list of events still while paused, and catches up after', async () => {
  await at.open(`${SHOP}/realtime`);
  await feed().first().waitFor();
  await at.page.getByRole('button', { name: 'Pause' }).click();
  happen();
  await at.page.locator('.breakdown').first().getByText('/uutuus').waitFor();
  await expect.poll(() => feed().first().textContent()).not.toContain('/uutuus');
  await at.page.getByRole('button', { name: 'Go on' }).click();
  await feed().first().getByText('/uutuus').waitFor();
});

it('comes back by itself when a stream ends', async () => {
  await at.open(`${SHOP}/realtime`);
  await feed().first().waitFor();
  at.state.cutStreams();
  await at.page.waitForResponse(/realtime\/stream/);
  happen();
  await feed().first().getByText('/uutuus').waitFor();
  await at.page.getByText('Live: changes appear as they happen.').waitFor();
});

it('says that the stream is off, and asks every few seconds instead', async () => {
  at.state.streaming = false;
  await at.open(`${SHOP}/realtime`);
  await at.page.getByText('The live connection is off').waitFor();
  await feed().first().waitFor();
  happen();
  await at.page.clock.fastForward(5_000);
  await feed().first().getByText('/uutuus').waitFor();
});

it('obeys the filters, which a click on a row adds', async () => {
  await at.open(`${SHOP}/realtime`);
  happen();
  await at.page.getByRole('button', { name: '/uutuus' }).click();
  expect(at.address()).toBe(`${SHOP}/realtime?f=is:page:/uutuus`);
  await at.page.getByText('With these filters: 4 visitors in the last 5 minutes').waitFor();
  await at.page.getByRole('heading', { name: 'Events', exact: true }).waitFor();
  await at.page.getByRole('link', { name: 'Overview' }).click();
  await at.page.getByRole('button', { name: 'Change the filter: Page is /uutuus' }).waitFor();
});

it('asks to sign in when the session has ended meanwhile', async () => {
  await at.open(`${SHOP}/realtime`);
  await feed().first().waitFor();
  at.state.signedIn = false;
  at.state.cutStreams();
  await at.page.locator('.door form').waitFor();
});
