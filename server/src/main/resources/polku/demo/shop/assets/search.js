import { track } from './tracking.js';

const { query, results } = document.getElementById('result').dataset;
if (query) track('search', { query: query.toLowerCase(), results: Number(results) });
