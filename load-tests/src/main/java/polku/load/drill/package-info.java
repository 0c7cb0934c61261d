/** Fault drills: real server processes, real faults, and the account of all rows after each. */
@org.jspecify.annotations.NullMarked
package polku.load.drill;
