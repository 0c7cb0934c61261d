/** What both HTTP servers share. Knows no other module. */
@org.jspecify.annotations.NullMarked
package polku.http;
