/** The general query and realtime: requests checked and turned into questions, answers turned into JSON. */
@org.jspecify.annotations.NullMarked
package polku.query.report;
