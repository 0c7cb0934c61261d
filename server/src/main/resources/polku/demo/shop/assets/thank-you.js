import { money } from './money.js';
import { text } from './text.js';
import { track } from './tracking.js';

const order = JSON.parse(sessionStorage.getItem('paahto.order') ?? 'null');
if (order) {
  document.getElementById('receipt').hidden = false;
  document.getElementById('receipt-id').textContent = order.id;
  document.getElementById('receipt-total').textContent = money(order.cents);
  document.getElementById('thanks-words').textContent = text('thanks', { name: order.name.split(' ')[0] });
  // A reload of this page is no second purchase.
  if (!order.told) {
    sessionStorage.setItem('paahto.order', JSON.stringify({ ...order, told: true }));
    const orders = JSON.parse(localStorage.getItem('paahto.orders') ?? '[]');
    localStorage.setItem('paahto.orders', JSON.stringify([{ id: order.id, at: order.at, cents: order.cents, items: order.items }, ...orders].slice(0, 20)));
    track('purchase', {
      props: { orderId: order.id, ...order.props },
      revenue: { amount: order.cents / 100, currency: 'EUR' },
      items: order.items,
    });
  }
}
