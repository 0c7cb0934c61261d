// Runs before the first paint, so that a dark page does not flash white; a file of its own, since inline scripts are not allowed.
(function () {
  var theme = null;
  try {
    theme = localStorage.getItem('polku.theme');
  } catch (e) {
    // Storage is off: the system's theme is used.
  }
  if (theme !== 'dark' && theme !== 'light') {
    theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
  document.documentElement.dataset.theme = theme;
})();
