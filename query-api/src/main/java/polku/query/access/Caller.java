package polku.query.access;

import polku.storage.control.ApiKeyVerifier.Rights;
import polku.storage.control.Role;
import polku.storage.control.User;

/** Who asks. What each may do is said here and nowhere else. */
public sealed interface Caller {
    boolean may(Access access);

    /** Someone signed in. */
    record Person(User user) implements Caller {
        @Override
        public boolean may(Access access) {
            return switch (access) {
                case ANYONE, SIGNED_IN -> true;
                case READ -> user.role().includes(Role.VIEWER);
                case EDIT -> user.role().includes(Role.EDITOR);
                case OWN -> user.role().includes(Role.OWNER);
            };
        }
    }

    /** Something with an API key. */
    record Program(Rights rights) implements Caller {
        @Override
        public boolean may(Access access) {
            return switch (access) {
                case ANYONE -> true;
                case SIGNED_IN -> false;
                case READ -> rights.read();
                case EDIT, OWN -> rights.manage();
            };
        }
    }

    /** Who showed nothing. */
    record Stranger() implements Caller {
        @Override
        public boolean may(Access access) {
            return access == Access.ANYONE;
        }
    }
}
