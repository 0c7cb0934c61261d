/** Measures Polku from outside, over HTTP only, beside a bare server in the same run. */
@org.jspecify.annotations.NullMarked
package polku.load.queries;
