package polku.storage.control;

/** Such a thing exists already. The message says which, for the person who tried. */
public final class DuplicateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DuplicateException(String message) {
        super(message);
    }
}
