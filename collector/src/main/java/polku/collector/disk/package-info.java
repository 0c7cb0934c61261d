/** Files as the collector needs them: append, force, replace. Thin, so that a test can lose what was not synced. */
@org.jspecify.annotations.NullMarked
package polku.collector.disk;
