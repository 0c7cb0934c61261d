import { expect, it } from 'vitest';
import { open, page, seen, settled, site, watched } from './visit';

const ALL = ['/i.js', '/e.js', '/v.js'];
const PAGE = `<style>video{width:100px}</style><main style="height:3000px">
  <p>Words to copy</p><button id="dead">Dead</button>
  <button id="broken" onclick="setTimeout(() => { throw Error('on purpose') }, 20)">Broken</button>
  <a id="out" href="https://example.net/x" onclick="event.preventDefault()">Out</a>
  <a id="file" href="/files/x.pdf" onclick="event.preventDefault()">File</a>
  <form id="f" onsubmit="event.preventDefault()"><input name="mail" type="email"><input name="password" type="password">
  <textarea name="note"></textarea><select name="plan"><option>none<option value="secret-choice">Some</select><input type="checkbox" name="terms">
  <button>Send</button></form><div contenteditable id="rich"></div><input id="loose"><video title="Clip"></video></main>`;

/** Does everything once that any observer looks for. */
async function doEverything(attributes = '', parts = ALL): Promise<string[]> {
  site.reset(attributes);
  site.body = PAGE;
  await watched('/a?q=cups', parts);
  await page.fill('[name=mail]', 'secret-mail@example.org');
  await page.fill('[name=password]', 'secret-password');
  await page.fill('[name=note]', 'secret-note');
  await page.selectOption('select', 'secret-choice');
  await page.check('[name=terms]');
  await page.click('form button');
  await page.click('#rich');
  await page.keyboard.type('secret-rich');
  await page.fill('#loose', 'secret-loose');
  await page.click('#loose');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+C');
  for (let i = 0; i < 3; i++) await page.mouse.click(600, 300);
  await page.click('#broken');
  await page.click('#out');
  await page.click('#file');
  await page.evaluate(() => {
    getSelection()!.selectAllChildren(document.querySelector('p')!);
    document.execCommand('copy');
    getSelection()!.empty();
    dispatchEvent(new Event('beforeprint'));
    document.querySelector('video')!.dispatchEvent(new Event('play'));
    void fetch('/api/500');
  });
  await page.mouse.move(300, 500, { steps: 3 });
  await page.click('#dead');
  await page.waitForTimeout(2700);
  await page.fill('[name=mail]', 'secret-again@example.org');
  await page.goto('about:blank');
  await page.waitForTimeout(300);
  await open('/end');
  await seen(() => expect(site.views).toContain('/end'));
  await settled();
  const kinds = site.items.map(item => (item.type == 'event' ? item.name : item.type));
  return [...new Set(kinds)].filter(kind => !kind.startsWith('mark')).sort();
}

const EVERYTHING = [
  'attention', 'click', 'copy', 'deadClick', 'download', 'engagement', 'error', 'errorClick', 'failedRequest', 'form', 'move',
  'outbound', 'pageview', 'print', 'rageClick', 'search', 'video', 'vital',
];

it('what a visitor types or chooses never leaves the browser, whatever is done with it', async () => {
  expect(await doEverything()).toEqual(EVERYTHING);
  expect(site.of('form').map(({ name }) => name)).toEqual(expect.arrayContaining(['mail', 'password', 'note', 'plan']));
  expect(JSON.stringify(site.attempts)).not.toMatch(/secret|example\.org/);
});

it.each([
  ['data-rage-clicks', ['rageClick']],
  ['data-dead-clicks', ['deadClick']],
  ['data-error-clicks', ['errorClick']],
  ['data-moves', ['move']],
  ['data-attention', ['attention']],
  ['data-forms', ['form']],
  ['data-copies', ['copy']],
  ['data-prints', ['print']],
  ['data-search', ['search']],
  ['data-videos', ['video']],
  ['data-vitals', ['vital']],
  ['data-errors', ['error']],
  ['data-requests', ['failedRequest']],
  ['data-outbound', ['outbound']],
  ['data-downloads', ['download']],
  ['data-clicks', ['click', 'rageClick', 'deadClick', 'errorClick']],
  ['data-interactions', ['rageClick', 'deadClick', 'errorClick', 'move', 'attention', 'form']],
])('%s="false" switches off just what it names', async (attribute, kinds) => {
  expect(await doEverything(`${attribute}="false"`)).toEqual(EVERYTHING.filter(kind => !kinds.includes(kind)));
});
