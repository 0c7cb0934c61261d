/** Whether a difference is more than noise. Pure arithmetic. */
@org.jspecify.annotations.NullMarked
package polku.storage.statistics;
