/** Paahto, a coffee roastery's shop: an ordinary web site that carries the snippet, on an origin of its own. */
@org.jspecify.annotations.NullMarked
package polku.server.demo.shop;
