/** What tests of any module may start. */
@org.jspecify.annotations.NullMarked
package polku.storage.testing;
