import { text } from './text.js';

/** Opening and closing hour by day of the week, Sunday first. */
const HOURS = [null, [8, 17], [8, 17], [8, 17], [8, 17], [8, 17], [10, 15]];

/** Day of the week and hour in Tampere, whatever the visitor's clock says. */
function there(now) {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Helsinki', weekday: 'short', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' })
    .formatToParts(now);
  const part = (type) => parts.find((one) => one.type === type).value;
  const day = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(part('weekday'));
  return { day, hour: Number(part('hour')) + Number(part('minute')) / 60 };
}

function sentence({ day, hour }) {
  const today = HOURS[day];
  if (today && hour >= today[0] && hour < today[1]) return text('hours.now', { hour: today[1] });
  if (today && hour < today[0]) return text('hours.later', { day: text(`day.${day}`), hour: today[0] });
  const next = [1, 2].map((ahead) => (day + ahead) % 7).find((one) => HOURS[one]);
  return text('hours.later', { day: text(`day.${next}`), hour: HOURS[next][0] });
}

const now = there(new Date());
document.getElementById('hours-now').textContent = sentence(now);
document.querySelector(`#hours-table tr[data-day="${now.day}"]`).classList.add('today');
