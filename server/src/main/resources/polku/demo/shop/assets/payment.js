import { stumbleOverWallet } from './planted-problems.js';
import { text } from './text.js';
import { track } from './tracking.js';

const button = document.getElementById('pay');
const word = document.getElementById('pay-word');
const refusal = document.getElementById('refusal');
let attempt = 0;

/** Asks the bank; of a card it is told the last four digits. `done` is called when it agrees, else the visitor is told why not. */
export function payFor(payment, done) {
  // not inside a promise: an error here is the click's
  if (payment.way === 'card') stumbleOverWallet();
  attempt += 1;
  return tryOnce(payment, done);
}

async function tryOnce({ way, number }, done) {
  button.disabled = true;
  refusal.hidden = true;
  word.textContent = text('pay.working');
  const reason = await ask({ way, ending: way === 'card' ? number.replace(/\D/g, '').slice(-4) : '', attempt });
  button.disabled = false;
  if (!reason) {
    done();
    return;
  }
  track('paymentFailed', { props: { reason, way, attempt } });
  word.textContent = text('pay.again');
  document.getElementById('refusal-title').textContent = text('refused');
  document.getElementById('refusal-words').textContent = text(`refused.${reason}`);
  refusal.hidden = false;
  refusal.scrollIntoView({ block: 'center' });
}

/** Why the payment was refused: 'declined', 'funds' or 'busy'; undefined when it was not. */
async function ask(payment) {
  try {
    const answer = await fetch('/payments', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(payment),
    });
    if (answer.ok) return undefined;
    const { code } = await answer.json();
    return ['declined', 'funds'].includes(code) ? code : 'busy';
  } catch {
    return 'busy';
  }
}
