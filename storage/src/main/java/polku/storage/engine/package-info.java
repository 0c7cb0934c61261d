/**
 * ClickHouse in the box: {@link polku.storage.engine.EmbeddedClickHouse} starts and supervises a child process ({@link
 * polku.storage.engine.EngineMain}) that loads libchdb and speaks ClickHouse's HTTP protocol on loopback, so that the
 * rest of Polku never knows which kind of ClickHouse answers. Why: docs/decisions/0002-embedded-engine.md.
 */
@org.jspecify.annotations.NullMarked
package polku.storage.engine;
