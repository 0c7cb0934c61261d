@org.jspecify.annotations.NullMarked
package polku.storage.write;
