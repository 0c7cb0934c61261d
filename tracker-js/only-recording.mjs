// What rrweb brings along and a recording does not need is left out of the bundles. Each cut is written out, and a cut that no longer
// fits what is there fails the build, so that another version of rrweb is looked at by somebody.
import { readFileSync } from 'node:fs';

/** The text from one mark up to another becomes something else. */
function cut(text, from, to, by = '') {
  const start = text.indexOf(from);
  const end = text.indexOf(to, start);
  if (start < 0 || end < 0) throw new Error(`rrweb has changed: no '${from}' before '${to}'`);
  return text.slice(0, start) + by + text.slice(end);
}

function swap(text, from, to) {
  const changed = text.replaceAll(from, to);
  if (changed == text) throw new Error(`rrweb has changed: no '${from}'`);
  return changed;
}

/**
 * A frame that rrweb puts into the page for a moment, to have prototypes that nobody changed, would be an answer to whatever was
 * clicked just before.
 */
const quiet = text => swap(text, 'document.body.appendChild(iframeEl);', '');

/** rrweb's CSS parser is for those who show a recording; it would come along, since its module is run when it is loaded. */
const snapshotOnly = text => quiet(swap(text, '= requirePostcss()', '= /* @__PURE__ */ requirePostcss()')).replace(/^postcss\.\w+;$/gm, '');

/** Of an iframe of the same origin; those of others are not recorded. */
const IFRAMES = `class IframeManager {
  constructor(options) { Object.assign(this, options); }
  addIframe() {}
  addLoadListener(cb) { this.loadListener = cb; }
  attachIframe(iframeEl, childSn) {
    this.mutationCb({
      adds: [{ parentId: this.mirror.getId(iframeEl), nextId: null, node: childSn }],
      removes: [], texts: [], attributes: [], isAttachIframe: true,
    });
    this.loadListener?.(iframeEl);
    const doc = iframeEl.contentDocument;
    if (doc?.adoptedStyleSheets?.length) this.stylesheetManager.adoptStyleSheets(doc.adoptedStyleSheets, this.mirror.getId(doc));
  }
}
`;

/** What is noted beside a call of the page: an error of ours is swallowed, one of the page's own stays its own. */
const BESIDE = `const beside = note => (target, thisArg, given) => {
  try { note(target, thisArg, given); } catch {}
  return target.apply(thisArg, given);
};
`;

const recordOnly = text => {
  text = quiet(text);
  text = cut(text, 'class BaseRRNode', 'function on(');
  text = cut(text, 'const DEPARTED_MIRROR_ACCESS_WARNING', 'function throttle(');
  text = swap(text, 'n instanceof BaseRRNode && "shadowRoot" in n', 'false');
  text = cut(text, 'class CrossOriginIframeMirror', 'class ShadowDomManager', IFRAMES);
  // canvases are looked at by replay/canvas.ts
  text = cut(text, 'var chars = "ABC', 'class StylesheetManager', 'class CanvasManager { reset() {} lock() {} unlock() {} freeze() {} unfreeze() {} }\n');
  text = swap(text, 'if (tagName === "canvas" && recordCanvas)', 'if (false)');
  text = swap(text, 'if (tagName === "img" && inlineImages)', 'if (false)');
  text = cut(text, 'function initFontObserver(', 'function initSelectionObserver(');
  text = swap(text, 'fontObserver = initFontObserver(o);', '');
  text = cut(text, 'function mergeHooks(', 'function initObservers(', BESIDE);
  text = swap(text, 'mergeHooks(o, hooks);', '');
  // texts are masked by replay/privacy.ts, which sees everything that is recorded
  text = cut(text, 'function needMaskingText(', 'function onceIframeLoaded(', 'const needMaskingText = () => false;\n');
  text = swap(text, 'target.setAttribute("data-rr-is-password", "true");', '');
  // a style element of several texts is one text
  text = swap(text, 'markCssSplits(cssText, n)', 'cssText');
  text = swap(text, 'apply: callbackWrapper(', 'apply: beside(');
  text = swap(text, 'return target.apply(thisArg, argumentsList);', '');
  text = swap(text, 'return setProperty.apply(thisArg, [property, value, priority]);', 'return;');
  text = swap(text, 'return removeProperty.apply(thisArg, [property]);', 'return;');
  text = cut(text, 'try {\n  if (Array.from([1]', 'const mirror = createMirror();');
  // a recorder of the console must not hear its own library
  return text.replace(/console\.(warn|error|debug)\(/g, 'void (');
};

export const onlyRecording = {
  name: 'only-recording',
  setup({ onLoad }) {
    const rewrite = (filter, change) => onLoad({ filter }, ({ path }) => ({ contents: change(readFileSync(path, 'utf8')) }));
    rewrite(/rrweb-snapshot\.js$/, snapshotOnly);
    rewrite(/@rrweb.record.dist.record\.js$/, recordOnly);
  },
};
