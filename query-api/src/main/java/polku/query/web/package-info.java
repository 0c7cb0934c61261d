/** The way of an API request: who asks, what for, and the answer; each rule in one place. */
@org.jspecify.annotations.NullMarked
package polku.query.web;
