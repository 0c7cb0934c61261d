package polku.storage.read;

import java.util.Map;

/** SQL with {@code {name:Type}} parameters, and their values. */
record SqlStatement(String sql, Map<String, Object> parameters) {}
