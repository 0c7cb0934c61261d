import { expect, it } from 'vitest';
import { open, page } from './visit';

interface Asked {
  token: string;
  kind: string;
  days: number;
  device: string;
}

it("the map over the page begins with what the link says, and is asked for anew when the window becomes another device's", async () => {
  const asked: Asked[] = [];
  const samples = [{ device: 'desktop', pageviews: 1000, sessions: 900 }, { device: 'mobile', pageviews: 20, sessions: 10 }];
  await page.route('**/api/v1/overlay', route => {
    const question = route.request().postDataJSON() as Asked;
    asked.push(question);
    const count = question.device == 'mobile' ? 3 : 70;
    const points = { element: [0], x: [100], y: [100], pageX: [9], pageY: [9], documentWidth: [1000], count: [count] };
    return route.fulfill({
      headers: { 'Access-Control-Allow-Origin': '*' },
      json: { samples, interactions: count, elements: [{ selector: 'h1', tag: 'h1', text: 'Hello', count }], points },
    });
  });
  await open('/shop#polku=o.TOKEN=deadClick=5');
  const panel = page.locator('polku-overlay-panel');
  await panel.getByText(/^70\D+1.000\D+900/).waitFor();
  expect(asked).toMatchObject([{ token: 'o.TOKEN', kind: 'deadClick', days: 5, device: 'desktop' }]);
  expect(new URL(page.url()).hash).toBe('');
  await page.setViewportSize({ width: 390, height: 800 });
  await panel.getByText(/^3\D+20\D+10/).waitFor();
  expect(asked.at(-1)).toMatchObject({ kind: 'deadClick', days: 5, device: 'mobile' });
  await panel.locator('select').first().selectOption('0');
  await expect.poll(() => asked.at(-1)?.kind).toBe('click');
});
