const OURS = 'urn:polku:problem:';

/** An answer that was not a success, as an RFC 9457 problem; status 0 when no answer came at all. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string | null,
    /** The last part of its type, such as wrong-password; empty where it has none of its own. */
    readonly kind: string = '',
  ) {
    super(detail ?? title);
  }

  static async of(response: Response): Promise<Problem> {
    try {
      const body: unknown = await response.json();
      if (typeof body === 'object' && body !== null) {
        const { type, title, detail } = body as { type?: unknown; title?: unknown; detail?: unknown };
        return new Problem(
          response.status,
          typeof title === 'string' ? title : response.statusText,
          typeof detail === 'string' ? detail : null,
          typeof type === 'string' && type.startsWith(OURS) ? type.slice(OURS.length) : '',
        );
      }
    } catch {
      // Not JSON: a proxy's page, perhaps. The status says enough.
    }
    return new Problem(response.status, response.statusText, null);
  }
}
