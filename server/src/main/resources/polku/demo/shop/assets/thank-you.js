import { money } from './money.js';
import { track } from './tracking.js';

const order = JSON.parse(sessionStorage.getItem('paahto.order') ?? 'null');
if (order) {
  document.getElementById('receipt').hidden = false;
  document.getElementById('receipt-id').textContent = order.id;
  document.getElementById('receipt-total').textContent = money(order.cents);
  document.getElementById('thanks-words').textContent = `${order.name.split(' ')[0]}, your coffee is on our list for the next roast.`;
  // A reload of this page is no second purchase.
  if (!order.told) {
    sessionStorage.setItem('paahto.order', JSON.stringify({ ...order, told: true }));
    track('purchase', { props: { orderId: order.id }, revenue: { amount: order.cents / 100, currency: 'EUR' }, items: order.items });
  }
}
