import { change, coupon, lines, useCoupon } from './cart-store.js';
import { FREE_FROM_CENTS } from './delivery.js';
import { element } from './element.js';
import { money } from './money.js';
import { dayInWords, root, text } from './text.js';
import { couponProblem, tidy, totals } from './totals.js';
import { item, track } from './tracking.js';

const form = document.getElementById('coupon-form');
const answer = document.getElementById('coupon-answer');

function amount(line) {
  const button = (words, label, quantity) => {
    const made = element('button', { type: 'button', textContent: words, ariaLabel: text(label, line) });
    made.addEventListener('click', () => {
      const more = quantity - line.quantity;
      track(more > 0 ? 'addToCart' : 'removeFromCart', { items: [item({ ...line, quantity: Math.abs(more) })] });
      change(line, quantity);
    });
    return made;
  };
  const remove = button(text('cart.remove'), 'cart.remove.of', 0);
  remove.className = 'remove';
  return element('div', { className: 'amount' }, button('−', 'cart.less', line.quantity - 1),
    element('output', { textContent: String(line.quantity) }), button('+', 'cart.more', line.quantity + 1), remove);
}

function row(line) {
  const options = `${line.size}, ${text(`grind.${line.grind}`).toLowerCase()}`;
  const name = element('a', { className: 'line-name', href: `${root}/coffee/${line.slug}` }, line.name,
    element('span', { className: 'line-options', textContent: options }));
  return element('li', { className: 'line' }, element('img', { src: `/art/${line.slug}.svg`, alt: '', width: 300, height: 400 }),
    name, element('span', { className: 'line-price', textContent: money(line.cents * line.quantity) }), amount(line));
}

/** Why the code in use takes nothing off, in words; empty while it does. */
function couponWords(code, sum) {
  const problem = couponProblem(code, sum);
  if (!problem) return text('coupon.good', { code });
  const day = problem.until && dayInWords(new Date(problem.until));
  return text(`coupon.${problem.reason}`, { day, sum: money(problem.least ?? 0) });
}

function showCoupon(sum) {
  const code = coupon();
  answer.replaceChildren();
  if (!code) return;
  answer.className = couponProblem(code, sum) ? 'error' : 'good';
  const without = element('button', { type: 'button', className: 'button-text', id: 'coupon-without', textContent: text('coupon.without') });
  without.addEventListener('click', () => useCoupon(''));
  answer.append(couponWords(code, sum), ' ', without);
}

function show() {
  const kept = lines();
  document.getElementById('cart').hidden = kept.length === 0;
  document.getElementById('cart-empty').hidden = kept.length > 0;
  document.getElementById('lines').replaceChildren(...kept.map(row));
  const { sum, discount } = totals(kept, coupon(), 'roastery');
  const paid = sum - discount;
  document.getElementById('sum').textContent = money(sum);
  document.getElementById('cart-total').textContent = money(paid);
  document.getElementById('discount-row').hidden = discount === 0;
  document.getElementById('discount').textContent = money(-discount);
  document.getElementById('discount-code').textContent = coupon();
  document.getElementById('free-progress').value = Math.min(paid, FREE_FROM_CENTS);
  document.getElementById('free').textContent = paid >= FREE_FROM_CENTS
    ? text('cart.free')
    : text('cart.free.missing', { sum: money(FREE_FROM_CENTS - paid) });
  showCoupon(sum);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const code = tidy(form.elements.coupon.value);
  if (!code) return;
  const problem = couponProblem(code, totals(lines(), '', 'roastery').sum);
  track('coupon', { props: { code: code.slice(0, 20), accepted: !problem, reason: problem?.reason } });
  if (problem?.reason === 'unknown') {
    answer.className = 'error';
    answer.replaceChildren(text('coupon.unknown'));
    return;
  }
  form.reset();
  useCoupon(code);
});

show();
addEventListener('cart:changed', show);
addEventListener('storage', show);
