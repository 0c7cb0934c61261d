package polku.query.access;

/** What an endpoint asks of its caller. */
public enum Access {
    /** Nothing: it does its own checks, such as a password. */
    ANYONE,
    /** A signed-in person, whatever the role. */
    SIGNED_IN,
    /** Reading: every role; a key with the right {@code read}. */
    READ,
    /** Changing what belongs to a site: owners and editors; a key with the right {@code manage}. */
    EDIT,
    /** Adding and removing sites and keys: owners; a key with the right {@code manage}. */
    OWN
}
