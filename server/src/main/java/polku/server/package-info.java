/** Main: runs any set of roles in one process; the command line. */
@org.jspecify.annotations.NullMarked
package polku.server;
