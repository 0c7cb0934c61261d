/**
 * What a session is, and how sessions stay right while events arrive in any order. The rule has its home in {@link
 * polku.storage.session.SessionRule}; docs/decisions/0001-sessions.md tells why it works this way.
 */
@org.jspecify.annotations.NullMarked
package polku.storage.session;
