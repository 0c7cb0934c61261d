/** The general query, and what filters can be chosen from: requests checked and turned into questions, answers turned into JSON. */
@org.jspecify.annotations.NullMarked
package polku.query.report;
