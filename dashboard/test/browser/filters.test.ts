import { expect, it } from 'vitest';
import { SHOP, stage } from './stage';

const at = stage();

it('takes one condition or another, and a share of them away again', async () => {
  await at.open(`${SHOP}/realtime`);
  await at.page.getByRole('button', { name: 'Add a filter' }).click();
  await at.page.getByLabel('Dimension').selectOption('country');
  await at.page.getByRole('option', { name: 'Finland' }).click();
  await at.page.getByRole('button', { name: 'Or another condition' }).click();
  await at.page.getByLabel('Dimension').nth(1).selectOption('prop:plan');
  await at.page.getByLabel('Condition', { exact: true }).nth(1).selectOption('contains');
  await at.page.getByRole('textbox', { name: 'Value' }).fill('pro; max');
  await at.page.getByRole('button', { name: 'Add the filter' }).click();
  expect(at.address()).toBe(`${SHOP}/realtime?f=or:is:country:FI;contains:prop:plan:pro\\; max`);
  await at.page.reload();
  await at.page.getByRole('button', { name: 'Change the filter: Country is Finland or plan contains pro; max' }).click();
  await at.page.getByRole('button', { name: 'Remove condition 2' }).click();
  await at.page.getByRole('button', { name: 'Change the filter', exact: true }).click();
  expect(at.address()).toBe(`${SHOP}/realtime?f=is:country:FI`);
});

it('turns a filter around at its chip, and back', async () => {
  await at.open(`${SHOP}/realtime?f=is:country:FI,SE`);
  await at.page.getByRole('button', { name: 'Turn around: Country is not Finland or Sweden' }).click();
  expect(at.address()).toBe(`${SHOP}/realtime?f=isNot:country:FI,SE`);
  await at.page.getByRole('button', { name: 'Turn around: Country is Finland or Sweden' }).click();
  expect(at.address()).toBe(`${SHOP}/realtime?f=is:country:FI,SE`);
});

it('compares with the same dates last year, and goes back to the beginning with one click', async () => {
  await at.open(`${SHOP}?period=30d&f=is:country:FI`);
  await at.page.getByRole('button', { name: /^Compare/ }).click();
  await at.page.getByRole('button', { name: 'With the same dates last year' }).click();
  expect(at.address()).toBe(`${SHOP}?period=30d&compare=year&f=is:country:FI`);
  await at.page.getByText('on the same dates a year before').first().waitFor();
  await at.page.getByRole('button', { name: 'Reset period and filters' }).click();
  expect(at.address()).toBe(SHOP);
  await at.page.goBack();
  await at.page.getByRole('button', { name: 'Change the filter: Country is Finland' }).waitFor();
});

it('finds a site among many by its name', async () => {
  for (let n = 0; n < 9; n++) at.state.sites.push({ ...at.state.sites[1], id: `many0000000${n}`, name: `Shop number ${n}`, domain: `shop${n}.example` });
  await at.open(`${SHOP}/realtime`);
  await at.page.getByRole('button', { name: /^Choose a site/ }).click();
  await at.page.keyboard.type('number 7');
  await at.page.keyboard.press('Enter');
  await at.page.waitForURL(/many00000007$/);
});
