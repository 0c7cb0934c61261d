// What the shop's own scripts work out: totals, coupons, what is wrong with a form. Numbers are worked out by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'

const ASSETS = '../src/main/resources/polku/demo/shop/assets'
const { couponProblem, tidy, totals } = await import(`${ASSETS}/totals.js`)
const { problems } = await import(`${ASSETS}/validation.js`)

const AUTUMN = new Date('2026-11-23T12:00:00Z')
const line = (cents, quantity = 1) => ({ slug: 'metsa', size: '250 g', grind: 'Filter', cents, quantity })
const of = (lines, code = '', method = 'point') => totals(lines, code, method, AUTUMN)

test('totals_withoutACoupon_areCoffeeAndDelivery', () => {
  assert.deepEqual(of([line(1290), line(1550, 2)]), { sum: 4390, discount: 0, delivery: 390, total: 4780 })
  assert.deepEqual(of([line(1290)], '', 'home'), { sum: 1290, discount: 0, delivery: 690, total: 1980 })
  assert.deepEqual(of([line(1290)], '', 'roastery'), { sum: 1290, discount: 0, delivery: 0, total: 1290 })
})

test('totals_anEmptyCart_costsNothing', () => {
  assert.deepEqual(of([], 'KIITOS10'), { sum: 0, discount: 0, delivery: 0, total: 0 })
})

test('totals_from45Euros_thePickUpPointIsFree', () => {
  assert.equal(of([line(4499)]).delivery, 390)
  assert.equal(of([line(4500)]).delivery, 0)
  assert.equal(of([line(4500)], '', 'home').delivery, 690)
})

test('totals_aShareOff_isRoundedToTheCentAndCountsForFreeDelivery', () => {
  assert.deepEqual(of([line(1295)], 'KIITOS10'), { sum: 1295, discount: 130, delivery: 390, total: 1555 })
  assert.deepEqual(of([line(4890)], 'KIITOS10'), { sum: 4890, discount: 489, delivery: 390, total: 4791 })
  assert.deepEqual(of([line(5000)], 'KIITOS10'), { sum: 5000, discount: 500, delivery: 0, total: 4500 })
})

test('totals_anAmountOff_needsItsLeastSum', () => {
  assert.deepEqual(of([line(2500)], 'TERVETULOA'), { sum: 2500, discount: 500, delivery: 390, total: 2390 })
  assert.equal(of([line(2499)], 'TERVETULOA').discount, 0)
})

test('couponProblem_eachKind_isNamed', () => {
  assert.equal(couponProblem('KIITOS10', 100, AUTUMN), null)
  assert.deepEqual(couponProblem('TERVETULOA', 2499, AUTUMN), { reason: 'least', least: 2500 })
  assert.deepEqual(couponProblem('KEVAT25', 9000, AUTUMN), { reason: 'over', until: '2026-05-31' })
  assert.equal(couponProblem('KEVAT25', 9000, new Date('2026-05-31T20:00:00')), null)
  for (const code of ['', 'NOPE', 'toString', '__proto__', 'constructor']) {
    assert.deepEqual(couponProblem(code, 9000, AUTUMN), { reason: 'unknown' }, code)
    assert.equal(of([line(5000)], code).discount, 0, code)
  }
})

test('tidy_whatPeopleType_isTheCode', () => {
  assert.equal(tidy('  kiitos10 '), 'KIITOS10')
})

test('problems_ofTheContact', () => {
  assert.deepEqual(problems('contact', { email: 'a@b.fi', name: 'Aino', phone: '' }), {})
  assert.deepEqual(problems('contact', { email: 'a@b', name: ' ', phone: 'call me' }), {
    email: 'bad.email', name: 'bad.name', phone: 'bad.phone',
  })
  assert.deepEqual(problems('contact', { email: 'a@b.fi', name: 'Aino', phone: '+358 (40) 123-456' }), {})
})

test('problems_ofTheAddress_dependOnTheCountry', () => {
  const at = (country, postcode) => problems('shipping', { country, postcode, street: 'Rantatie 4', city: 'Tampere' })
  for (const [country, postcode] of [['FI', '33100'], ['SE', '114 55'], ['SE', '11455'], ['NO', '0150'], ['DK', '8000'], ['EE', '10111'], ['DE', '10115']]) {
    assert.deepEqual(at(country, postcode), {}, country)
  }
  for (const [country, postcode] of [['FI', '3310'], ['NO', '33100'], ['DK', 'x'], ['DE', ''], ['XX', '33100']]) {
    assert.deepEqual(at(country, postcode), { postcode: 'bad.postcode' }, country)
  }
  assert.deepEqual(problems('shipping', { country: 'FI' }), { street: 'bad.street', postcode: 'bad.postcode', city: 'bad.city' })
})

test('problems_ofThePayment', () => {
  const card = { way: 'card', number: '4242 4242 4242 4242', expiry: '11/26', code: '123', terms: 'on' }
  const found = (change) => problems('payment', { ...card, ...change }, AUTUMN)
  assert.deepEqual(found({}), {})
  assert.deepEqual(found({ number: '4000-0000-0000-0002' }), {})
  assert.deepEqual(found({ number: '4242 4242 4242 4243' }), { number: 'bad.number' })
  assert.deepEqual(found({ number: '' }), { number: 'bad.number' })
  for (const expiry of ['10/26', '13/29', '1/29', '']) assert.deepEqual(found({ expiry }), { expiry: 'bad.expiry' }, expiry)
  assert.deepEqual(found({ code: '12' }), { code: 'bad.code' })
  assert.deepEqual(problems('payment', { way: 'invoice' }, AUTUMN), { terms: 'bad.terms' })
  assert.deepEqual(problems('payment', { way: 'invoice', terms: 'on' }, AUTUMN), {})
})
