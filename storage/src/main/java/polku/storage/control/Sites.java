package polku.storage.control;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * The sites. {@link #find} answers from memory; everything else blocks on the file. A change is seen by {@code find} when
 * the call returns, and within seconds in other processes.
 */
public final class Sites implements SiteDirectory {
    private final Database database;
    private final InstantSource clock;
    private volatile Index index = new Index(List.of());

    Sites(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What an owner decides about a site, see {@link Site}; domains as {@link DomainName} writes them. */
    public record Settings(
            String domain,
            List<String> aliases,
            ZoneId timezone,
            String currency,
            List<String> excludedAddresses,
            String name,
            List<String> queryParameters,
            SnapshotRules snapshots,
            ReplayRules replay) {

        /** Settings of a site whose looks may be recorded as usual, and whose sessions may not. */
        public Settings(
                String domain,
                List<String> aliases,
                ZoneId timezone,
                String currency,
                List<String> excludedAddresses,
                String name,
                List<String> queryParameters) {
            this(
                    domain,
                    aliases,
                    timezone,
                    currency,
                    excludedAddresses,
                    name,
                    queryParameters,
                    SnapshotRules.STANDARD,
                    ReplayRules.STANDARD);
        }

        /** Settings that leave open what may be left open. */
        public Settings(String domain, List<String> aliases, ZoneId timezone, String currency) {
            this(domain, aliases, timezone, currency, List.of(), domain, List.of());
        }
    }

    @Override
    public Optional<Site> find(String siteId) {
        return Optional.ofNullable(index.byId.get(siteId));
    }

    @Override
    public Optional<Site> findByDomain(String domain) {
        return Optional.ofNullable(index.byDomain.get(domain));
    }

    /** All sites by domain, as stored now. */
    public List<Site> list() {
        return database.read(handle -> handle.createQuery(Database.sql(Sites.class, "list"))
                .map((row, context) -> site(row))
                .list());
    }

    /** @throws DuplicateException where another site has the domain */
    public Site create(Settings settings) {
        String id = Secrets.id();
        orDuplicate(
                settings,
                () -> database.write(handle -> {
                    try (var statement = handle.createUpdate(Database.sql(Sites.class, "insert"))) {
                        bind(statement, settings)
                                .bind("id", id)
                                .bind("createdAt", clock.millis())
                                .execute();
                    }
                    return setReplay(handle, id, settings.replay());
                }));
        refresh();
        return find(id).orElseThrow();
    }

    /**
     * @return the site as it is now, or empty where there is none
     * @throws DuplicateException where another site has the domain
     */
    public Optional<Site> update(String siteId, Settings settings) {
        orDuplicate(
                settings,
                () -> database.write(handle -> {
                    int updated;
                    try (var statement = handle.createUpdate(Database.sql(Sites.class, "update"))) {
                        updated = bind(statement, settings).bind("id", siteId).execute();
                    }
                    return updated == 0 ? 0 : setReplay(handle, siteId, settings.replay());
                }));
        refresh();
        return find(siteId);
    }

    /**
     * Removes the site with its goals, groups and notes; its number is never used again, and noted in {@link Erasures}. False
     * where there is none.
     */
    public boolean delete(String siteId) {
        int deleted = database.write(handle -> {
            handle.createUpdate(Database.sql(Sites.class, "noteErasure"))
                    .bind("id", siteId)
                    .bind("now", clock.millis())
                    .execute();
            return handle.createUpdate(Database.sql(Sites.class, "delete"))
                    .bind("id", siteId)
                    .execute();
        });
        refresh();
        return deleted > 0;
    }

    /** Reads the file again. One at a time, so that an older reading never replaces a newer one. */
    synchronized void refresh() {
        index = new Index(list());
    }

    /** The sites as they are looked up: one that has a domain for itself goes before those that have it as an alias. */
    private static final class Index {
        final Map<String, Site> byId;
        final Map<String, Site> byDomain = new HashMap<>();

        Index(List<Site> sites) {
            byId = sites.stream().collect(Collectors.toUnmodifiableMap(Site::id, Function.identity()));
            for (Site site : sites) {
                byDomain.put(site.domain(), site);
            }
            for (Site site : sites) {
                site.aliases().forEach(alias -> byDomain.putIfAbsent(alias, site));
            }
        }
    }

    private static void orDuplicate(Settings settings, Runnable write) {
        try {
            write.run();
        } catch (JdbiException e) {
            if (Database.isDuplicate(e)) {
                throw new DuplicateException("the site " + settings.domain() + " exists already");
            }
            throw e;
        }
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Settings settings) {
        return statement
                .bind("domain", settings.domain())
                .bind("aliases", String.join("\n", settings.aliases()))
                .bind("timezone", settings.timezone().getId())
                .bind("currency", settings.currency())
                .bind("excludedAddresses", String.join("\n", settings.excludedAddresses()))
                .bind("name", settings.name().equals(settings.domain()) ? "" : settings.name())
                .bind("queryParameters", String.join("\n", settings.queryParameters()))
                .bind("snapshots", settings.snapshots().taken())
                .bind("maskedPages", maskedPages(settings.snapshots()));
    }

    private static int setReplay(Handle handle, String siteId, ReplayRules rules) {
        return handle.createUpdate(Database.sql(Sites.class, "setReplay"))
                .bind("site", siteId)
                .bind("recorded", rules.recorded())
                .bind("needsConsent", rules.needsConsent())
                .bind("sampleRate", rules.sampleRate())
                .bind("startPages", String.join("\n", rules.start().pages()))
                .bind("startEvents", String.join("\n", rules.start().events()))
                .bind("startOnError", rules.start().onError())
                .bind("startOnRage", rules.start().onRageClick())
                .bind("minimumSeconds", rules.minimumSeconds())
                .bind("maximumMinutes", rules.maximumMinutes())
                .bind("sessionsPerDay", rules.sessionsPerDay())
                .bind("masksText", rules.masksText())
                .bind("retentionDays", rules.retentionDays())
                .bind("budgetMegabytes", rules.budgetMegabytes())
                .execute();
    }

    private static ReplayRules replay(ResultSet row) throws SQLException {
        if (row.getString("site_id") == null) {
            return ReplayRules.STANDARD;
        }
        return new ReplayRules(
                row.getBoolean("recorded"),
                row.getBoolean("needs_consent"),
                row.getDouble("sample_rate"),
                new ReplayRules.Start(
                        lines(row.getString("start_pages")),
                        lines(row.getString("start_events")),
                        row.getBoolean("start_on_error"),
                        row.getBoolean("start_on_rage")),
                row.getInt("minimum_seconds"),
                row.getInt("maximum_minutes"),
                row.getInt("sessions_per_day"),
                row.getBoolean("masks_text"),
                row.getInt("retention_days"),
                row.getInt("budget_megabytes"));
    }

    private static Site site(ResultSet row) throws SQLException {
        return new Site(
                row.getString("id"),
                row.getInt("number"),
                row.getString("domain"),
                lines(row.getString("aliases")),
                ZoneId.of(row.getString("timezone")),
                row.getString("currency"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                lines(row.getString("excluded_addresses")),
                row.getString("name").isEmpty() ? row.getString("domain") : row.getString("name"),
                lines(row.getString("query_parameters")),
                new SnapshotRules(row.getBoolean("snapshots"), maskedPages(row.getString("masked_pages"))),
                replay(row));
    }

    /** The standard is not written down, so that it may grow with later versions. */
    private static @Nullable String maskedPages(SnapshotRules rules) {
        return rules.maskedPages().equals(SnapshotRules.ACCOUNT_PAGES) ? null : String.join("\n", rules.maskedPages());
    }

    private static List<String> maskedPages(@Nullable String text) {
        return text == null ? SnapshotRules.ACCOUNT_PAGES : lines(text);
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    }
}
