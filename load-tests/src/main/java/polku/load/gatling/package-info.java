/** The load of realistic sessions: a crowd whose browsers send what the tracker would, played by Gatling. */
@org.jspecify.annotations.NullMarked
package polku.load.gatling;
