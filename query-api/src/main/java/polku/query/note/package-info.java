/** What an owner writes on the charts. */
@org.jspecify.annotations.NullMarked
package polku.query.note;
