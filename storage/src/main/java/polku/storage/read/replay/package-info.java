/** Recorded sessions: which there are, what they are made of, what happened in them, and how common it is. */
@org.jspecify.annotations.NullMarked
package polku.storage.read.replay;
