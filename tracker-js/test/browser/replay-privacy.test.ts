import { expect, it } from 'vitest';
import { changes, everything, RULES, recordedAt, route, snapshots, told } from './recording';
import { page, site } from './visit';

const every = (node: any, found: any[] = []): any[] => {
  found.push(node);
  node.childNodes?.forEach((child: any) => every(child, found));
  return found;
};
const nodes = (nth = 0) => every(snapshots()[nth].data.node);
const element = (tag: string, id?: string) => nodes().find(({ tagName, attributes }) => tagName == tag && (!id || attributes.id == id));

/** Whatever kind of field: these are typed, chosen, filled in or set in it. */
const TYPED = {
  password: 'hunter2-correct-horse', email: 'matti.meikalainen@example.org', card: '4111 1111 1111 1111', phone: '+358 40 123 4567',
  street: 'Kotikatu 7 B 12', city: 'Rovaniemenkaupunki', search: 'lapsettomuushoito', note: 'salainen muistiinpano',
  account: 'FI21 1234 5600 0007 85', date: '1987-06-15', time: '23:47', color: '#a1b2c3', url: 'https://salaisuus.example/polku',
};
/** These stand on the page, in addresses and messages: only their patterns tell what they are. */
const SHOWN = ['teppo.testaaja@example.org', 'teppo.testaaja%40example.org', '5555 5555 5555 4444', '5555555555554444', '040 765 4321', '+358407654321', '131052-308T', '131052A308T'];

const FORM = `
  <form id="form"><input id="word" type="password"><input id="mail" type="email"><input id="card" inputmode="numeric" autocomplete="cc-number">
    <input id="phone" type="tel"><input id="street" autocomplete="street-address"><input id="city" list="cities"><datalist id="cities"></datalist>
    <input id="find" type="search"><textarea id="area">early draft of a letter</textarea><input id="account"><input id="strange" type="strange">
    <input id="date" type="date"><input id="time" type="time"><input id="color" type="color"><input id="url" type="url"><input id="number" type="number">
    <input id="hidden" type="hidden" value="csrf-token-8f2e"><input id="filled" value="filled by the server"><input id="range" type="range" min="0" max="99999">
    <input id="box" type="checkbox" value="checkbox-value-q"><input type="radio" name="r" value="radio-value-a" checked><input id="radio" type="radio" name="r" value="radio-value-b">
    <select id="choice"><option value="option-value-a">First</option><option value="option-value-b">Second</option></select>
    <input type="submit" id="go" value="Send"></form>
  <div id="editor" contenteditable><p>early words</p></div><div id="box2" role="textbox" contenteditable="plaintext-only"></div>
  <x-open></x-open><x-closed></x-closed><x-field value="typed-into-a-custom-element"></x-field>`;

it('what is typed, chosen or filled into a field of any kind is nowhere in what is sent', async () => {
  site.body = FORM;
  await page.addInitScript(() => {
    for (const mode of ['open', 'closed'] as const) {
      customElements.define(
        'x-' + mode,
        class extends HTMLElement {
          connectedCallback() {
            const root = this.attachShadow({ mode });
            root.innerHTML = '<label>Secret <input></label><div contenteditable></div>';
            root.querySelector('input')!.addEventListener('input', ({ target }) => this.setAttribute('value', (target as HTMLInputElement).value));
            (this as any).field = root.querySelector('input');
            (this as any).editor = root.querySelector('div');
          }
        },
      );
    }
  });
  await recordedAt('/form?email=matti.meikalainen@example.org&token=token-in-the-query#fragment-secret');
  const { password, email, card, phone, street, city, search, note, account, date, time, color, url } = TYPED;
  await page.locator('#word').pressSequentially(password);
  await page.locator('#mail').pressSequentially(email);
  await page.fill('#card', card);
  await page.fill('#phone', phone);
  await page.fill('#street', street);
  await page.fill('#city', city);
  await page.fill('#find', search);
  await page.locator('#area').fill(note);
  await page.fill('#account', account);
  await page.fill('#strange', 'typed in a strange field');
  await page.fill('#date', date);
  await page.fill('#time', time);
  await page.fill('#color', color);
  await page.fill('#url', url);
  await page.fill('#number', '98765');
  await page.selectOption('#choice', 'option-value-b');
  await page.check('#box');
  await page.check('#radio');
  await page.locator('#editor').pressSequentially('written in an editor');
  await page.locator('#box2').pressSequentially('written in a box');
  await page.evaluate(() => {
    // as a password manager, a framework and an old page do
    const set = (id: string, value: string) => Object.assign(document.querySelector('#' + id)!, { value });
    set('word', 'autofilled-password');
    document.querySelector('#word')!.dispatchEvent(new Event('input', { bubbles: true }));
    document.querySelector('#word')!.setAttribute('type', 'text');
    document.querySelector('#word')!.setAttribute('value', 'shown-password');
    document.querySelector('#filled')!.setAttribute('value', 'set-by-a-framework');
    document.querySelector('#filled')!.setAttribute('data-value', 'mirrored-typed-text');
    document.querySelector('#filled')!.setAttribute('aria-valuetext', 'spoken-typed-text');
    document.querySelector('#hidden')!.setAttribute('value', 'another-csrf-token');
    document.querySelector('#area')!.textContent = 'content of a text area';
    set('range', '43210');
    const late = document.createElement('input');
    late.value = 'value before it was there';
    late.setAttribute('value', 'attribute before it was there');
    document.querySelector('#form')!.append(late);
    for (const tag of ['x-open', 'x-closed']) {
      const { field, editor } = document.querySelector(tag) as any;
      field.value = 'typed in the shadow of ' + tag;
      field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      editor.textContent = 'written in the shadow of ' + tag;
    }
    document.querySelector('#editor')!.removeAttribute('contenteditable');
    document.querySelector('#editor p')!.append(' and kept');
  });
  // once more as a whole
  await page.clock.fastForward(310_000);
  await told();
  await page.clock.fastForward(2_100);
  await told();
  expect(snapshots().length).toBeGreaterThan(1);
  const sent = everything();
  for (const secret of [
    ...Object.values(TYPED), TYPED.card.replace(/ /g, ''), 'typed in', 'typed-into', 'written in', 'early draft', 'early words', 'and kept', 'filled by', 'autofilled',
    'shown-password', 'set-by', 'csrf', 'content of a text', 'mirrored', 'spoken', 'before it was', 'shadow of', 'option-value', 'radio-value', 'checkbox-value', '43210', '98765',
    'token-in-the-query', 'fragment-secret', 'hunter2', 'meikalainen',
  ]) {
    expect(sent, secret).not.toContain(secret);
  }
  // it is seen that something was typed, what can be ticked, and what says what a button does
  expect(changes(5).map(({ text }) => text)).toContain('•'.repeat(email.length));
  expect(changes(5).map(({ text }) => text)).toContain('•'.repeat(8));
  expect(changes(5).some(({ isChecked }) => isChecked)).toBe(true);
  expect(element('input', 'go').attributes.value).toBe('Send');
  expect(sent).toContain('Second');
});

it('the picture of a film is named by its whole address', async () => {
  site.body = '<video id="film" poster="/film.png"></video>';
  await recordedAt('/');
  expect(element('video', 'film').attributes.poster).toBe(site.origin + '/film.png');
});

it('the lines of a drawing are no numbers of cards', async () => {
  const line = 'M0 90V72q100-14 214-10l9-36 9 36 26 1 7-26 7 26q120 6 240 0l11-44 11 44 30-1 8-28 8 28q150-6 300 2l8-30 8 30';
  site.body = `<svg viewBox="0 0 1440 90"><path id="shore" d="${line}"/><polyline points="4242 4242 4242 4242"/></svg>`;
  await recordedAt('/');
  expect(element('path', 'shore').attributes.d).toBe(line);
  expect(everything()).toContain('4242 4242 4242 4242');
});

it('contacts and long numbers are masked wherever they stand, and prices are not', async () => {
  const all = SHOWN.join(' | ');
  site.head += `<meta name="description" content="${all}"><link rel="canonical" href="https://example.org/?mail=${SHOWN[1]}">`;
  site.body = `<h1>${all}</h1><p title="${all}" aria-label="${all}" data-user="${all}" x-data="${all}">Price 1 234,50 €, 3 left, 12:30</p>
    <img alt="${all}" src="/face.png?mail=${SHOWN[0]}&phone=0407654321"><a href="/reset/5555555555554444?mail=${SHOWN[1]}">Reset</a><a href="mailto:${SHOWN[0]}">Write</a>
    <div style="background:url(/x.png?mail=${SHOWN[0]})"></div><svg><text>${all}</text><title>${all}</title></svg><button value="${all}">Go</button>
    <iframe srcdoc="<p>${all}</p>"></iframe><div id="app" data-page='${JSON.stringify({ key: 'secret-state ' + 'x'.repeat(600) })}'></div><input placeholder="${all}"><noscript>${all}</noscript>`;
  await recordedAt('/' + SHOWN[1]);
  await page.evaluate(all => {
    const p = document.querySelector('p')!;
    p.setAttribute('title', 'new ' + all);
    p.setAttribute('data-user', 'new ' + all);
    p.firstChild!.nodeValue += ' ' + all;
    document.body.append(Object.assign(document.createElement('section'), { innerHTML: `<b title="${all}">${all}</b>` }));
    document.querySelector('img')!.src = '/other.png?mail=teppo.testaaja@example.org';
    document.title = all;
    console.log(all, { secret: all }, new Error(all));
    console.error('%s', all);
    history.replaceState({}, '', '/next?mail=' + all);
    fetch('/api/200/' + all + '?q=' + all).catch(() => {});
    const request = new XMLHttpRequest();
    request.open('GET', '/api/404/5555555555554444');
    request.send();
    queueMicrotask(() => {
      throw new Error('on purpose ' + all);
    });
    window.polku!('pageview', { title: all, url: '/p/' + all });
  }, all);
  await told();
  await page.clock.fastForward(310_000);
  await told();
  await page.clock.fastForward(2_100);
  await told();
  const sent = everything();
  for (const secret of [...SHOWN, 'teppo', '4444', '7654', 'secret-state']) expect(sent, secret).not.toContain(secret);
  expect(sent).toContain('Price 1 234,50 €, 3 left, 12:30');
  expect(site.notes('console').length).toBeGreaterThan(1);
  expect(site.notes('request').map(({ status }) => status).sort()).toEqual(expect.arrayContaining([404]));
});

it('what the owner marks is masked or left out, also what comes later', async () => {
  site.body = `<div data-polku-mask id="mask" title="Private title"><p>Private note</p><input type="checkbox" id="tick"><canvas></canvas></div>
    <div data-polku-block id="block" style="width:90px;height:40px">Blocked <b>words</b></div><div class="polku-block">Blocked by class</div>
    <div data-polku-block id="host">x</div><div data-polku-mask id="host2"></div><iframe data-polku-mask id="frame"></iframe>`;
  await page.addInitScript(() =>
    addEventListener('DOMContentLoaded', () => {
      for (const id of ['host', 'host2']) document.getElementById(id)?.attachShadow({ mode: 'open' }).append(Object.assign(document.createElement('p'), { textContent: 'Private shadow' }));
    }),
  );
  await recordedAt('/');
  await page.check('#tick');
  await page.evaluate(() => {
    document.querySelector('#mask p')!.firstChild!.nodeValue = 'Private change';
    document.querySelector('#mask')!.append(Object.assign(document.createElement('i'), { innerHTML: '<u title="Private hint">Private late</u>' }));
    document.querySelector('#mask')!.setAttribute('title', 'Private other');
    document.querySelector('#block')!.append('Blocked later');
    document.querySelector('#block b')!.firstChild!.nodeValue = 'Blocked change';
    for (const id of ['host', 'host2']) {
      const root = document.getElementById(id)!.shadowRoot!;
      root.querySelector('p')!.firstChild!.nodeValue = 'Private deep change';
      root.append(Object.assign(document.createElement('p'), { textContent: 'Private deep later' }));
    }
    document.querySelector<HTMLIFrameElement>('#frame')!.contentDocument!.body.innerHTML = '<p>Private frame</p>';
  });
  await told();
  await page.clock.fastForward(310_000);
  await told();
  await page.clock.fastForward(2_100);
  await told();
  const sent = everything();
  for (const word of ['Private', 'Blocked', 'change', 'later', 'hint', 'shadow', 'deep', 'isChecked":true']) expect(sent, word).not.toContain(word);
  expect(sent).toContain('Xxxxxxx xxxx');
  const block = element('div', undefined);
  expect(nodes().some(({ attributes }) => attributes?.rr_width == '90px' && attributes.rr_height == '40px')).toBe(true);
  expect(block).toBeTruthy();
});

it('where the owner wants it, every letter is masked', async () => {
  site.body = '<h1 title="Greeting">Hei Matti</h1><a href="/account/orders">Tilaukset</a>';
  await recordedAt('/shop', { ...RULES, mask: 'all' });
  await page.evaluate(() => {
    document.querySelector('h1')!.append(' lisää');
    console.info('Viesti konsolissa');
  });
  await page.clock.fastForward(5_000);
  await page.waitForTimeout(0);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.goto('about:blank');
  for (const word of ['Matti', 'Greeting', 'Tilaukset', 'lisää', 'Viesti', 'orders', 'Test page']) expect(everything(), word).not.toContain(word);
  expect(everything()).toContain('Xxx Xxxxx');
});

it('a page that is masked is so from its first event on', async () => {
  site.body = '<h1>Hei Matti</h1>';
  await recordedAt('/account/me');
  expect(everything()).not.toContain('Matti');
  expect(everything()).toContain('Xxx Xxxxx');
});

it('on a route into a masked page nothing of it is sent as it is, even if it was drawn before the address changed', async () => {
  site.body = '<h1>Shop</h1><nav>Menu</nav>';
  await recordedAt('/shop');
  await page.mouse.click(5, 5);
  await page.evaluate(async () => {
    document.querySelector('h1')!.textContent = 'Matti Meikäläinen';
    await new Promise(done => setTimeout(done, 200));
    document.body.append('Kotikatu');
    await new Promise(done => setTimeout(done, 200));
    history.pushState({}, '', '/account/me');
    document.body.append('Rovaniemi');
  });
  await page.evaluate(() => document.body.append('Salaisuus'));
  await page.clock.fastForward(5_000);
  await page.evaluate(() => {
    document.body.append('Lisää');
    history.pushState({}, '', '/shop/2');
  });
  // what was drawn on the masked page is still there, and a new one comes beside it
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('p'), { textContent: 'Open again' })));
  await told();
  await page.clock.fastForward(310_000);
  await told();
  await page.clock.fastForward(2_100);
  await told();
  const sent = everything();
  for (const word of ['Matti', 'Kotikatu', 'Rovaniemi', 'Salaisuus', 'Lisää']) expect(sent, word).not.toContain(word);
  expect(sent).toContain('Open again');
  expect(snapshots().length).toBeGreaterThanOrEqual(4);
  expect(JSON.stringify(snapshots()[1])).toContain('Xxxxx Xxxxxxxxxxx');
  expect(JSON.stringify(snapshots().at(-1))).toContain('Open again');
  expect(site.chunks.map(({ sequence }) => sequence)).toEqual(site.chunks.map((_, i) => i));
});

it('these tests can fail: what is no secret is found', async () => {
  site.body = '<p title="A title">Visible words</p><input placeholder="Type here"><option value="x">A choice</option>';
  await recordedAt('/');
  await page.evaluate(() => document.body.append('more words'));
  await route('/two', '<p data-name="plain-value">Second</p>');
  await told();
  for (const text of ['A title', 'Visible words', 'Type here', 'A choice', 'more words', 'plain-value', 'Second']) expect(everything(), text).toContain(text);
});
