import type { Site } from '../../api/records';
import { CopyButton } from '../../elements/copy/CopyButton';

/** The line that a site's pages carry. */
export function snippetOf(site: Site, origin: string): string {
  return `<script defer src="${origin}/t.js" data-site="${site.id}"></script>`;
}

export function Snippet({ site }: { site: Site }) {
  const snippet = snippetOf(site, location.origin);
  return (
    <div class="snippet">
      <pre tabIndex={0}>
        <code>{snippet}</code>
      </pre>
      <CopyButton text={() => snippet} />
    </div>
  );
}
