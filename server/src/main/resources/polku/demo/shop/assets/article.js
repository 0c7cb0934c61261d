import { text } from './text.js';
import { track } from './tracking.js';

document.getElementById('copy-link').addEventListener('click', async () => {
  const address = location.origin + location.pathname;
  await navigator.clipboard?.writeText(address);
  document.getElementById('copied').textContent = text('copied');
  track('share', { props: { article: location.pathname.split('/').at(-1) } });
});
