import { showProblems } from './form-problems.js';
import { text } from './text.js';
import { track } from './tracking.js';
import { EMAIL } from './validation.js';

const MOST_BYTES = 5_000_000;
const form = document.getElementById('message-form');
const zone = document.getElementById('upload-zone');
const picture = document.getElementById('message-picture');
const progress = document.getElementById('upload-progress');
const answer = document.getElementById('message-answer');
const words = document.getElementById('upload-words');
const invitation = words.textContent;

function problems() {
  const found = {};
  if (!EMAIL.test(form.elements.email.value.trim())) found.email = 'bad.email';
  if (!form.elements.words.value.trim()) found.words = 'bad.words';
  const [file] = picture.files;
  if (file && (file.size > MOST_BYTES || !file.type.startsWith('image/'))) found.picture = 'bad.picture';
  return found;
}

/** With a bar that tells how far the picture is, which `fetch` cannot. */
function send(body) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', ({ loaded, total }) => { progress.value = (100 * loaded) / total; });
    request.addEventListener('loadend', () => resolve(request.status === 204));
    request.open('POST', '/messages');
    request.send(body);
  });
}

function showChoice() {
  const [file] = picture.files;
  words.textContent = file ? text('message.chosen', { name: file.name, size: `${Math.max(1, Math.round(file.size / 1000))} kB` }) : invitation;
}

picture.addEventListener('change', showChoice);
for (const [type, over] of [['dragover', true], ['dragleave', false], ['drop', false]]) {
  zone.addEventListener(type, (event) => {
    event.preventDefault();
    zone.classList.toggle('over', over);
    if (type === 'drop') {
      picture.files = event.dataTransfer.files;
      showChoice();
    }
  });
}
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const found = problems();
  showProblems(form, found);
  answer.hidden = true;
  if (Object.keys(found).length > 0) return;
  const hasPicture = picture.files.length > 0;
  progress.hidden = !hasPicture;
  const arrived = await send(new FormData(form));
  progress.hidden = true;
  answer.textContent = text(arrived ? 'message.thanks' : 'message.failed');
  answer.hidden = false;
  if (!arrived) return;
  track('message', { props: { about: form.elements.about.value, picture: hasPicture } });
  form.reset();
  showChoice();
});
