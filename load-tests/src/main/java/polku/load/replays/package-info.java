/** What recording many sessions at once costs. */
@org.jspecify.annotations.NullMarked
package polku.load.replays;
