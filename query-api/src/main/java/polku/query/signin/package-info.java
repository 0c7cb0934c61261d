/** Passwords: the first run, signing in and out. */
@org.jspecify.annotations.NullMarked
package polku.query.signin;
