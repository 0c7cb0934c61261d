import { element } from './element.js';
import { text } from './text.js';

/** Writes what is wrong beside each field, {field: text key}, takes away what was there, and leads to the first. */
export function showProblems(form, found) {
  for (const message of form.querySelectorAll('.error')) message.remove();
  for (const input of form.querySelectorAll('[aria-invalid]')) {
    input.removeAttribute('aria-invalid');
    input.removeAttribute('aria-describedby');
  }
  for (const [field, key] of Object.entries(found)) {
    const input = form.elements[field];
    const message = element('p', { className: 'error', id: `error-${field}`, textContent: text(key) });
    input.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', message.id);
    input.closest('.field').append(message);
  }
  form.querySelector('[aria-invalid]')?.focus();
}
